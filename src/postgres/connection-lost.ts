/**
 * A connection that broke, was given up, or could not be opened. The code is PostgreSQL's own for that
 * (connection_failure).
 */
export class ConnectionLost extends Error {
  override readonly name: string = 'ConnectionLost';
  readonly code = '08006';
}

/** Nothing was heard within the deadline: it may have gone silent, and the query may have been done. */
export class NoAnswer extends ConnectionLost {
  override readonly name = 'NoAnswer';

  constructor(milliseconds: number) {
    super(`The database did not answer within ${milliseconds / 1000} s`);
  }
}
