/** A connection that broke, was given up, or was not to be had. Its code is PostgreSQL's own for that (connection_failure). */
export class ConnectionLost extends Error {
  override readonly name: string = 'ConnectionLost';
  readonly code = '08006';
}

/** Nothing was heard for longer than is waited for: it may have gone silent, and what was asked may have been done. */
export class NoAnswer extends ConnectionLost {
  override readonly name = 'NoAnswer';

  constructor(milliseconds: number) {
    super(`The database did not answer within ${milliseconds / 1000} s`);
  }
}
