/**
 * This try of a job has been taken over by another. A process that is halted for longer than its sign of life may stay away (its host is moved,
 * its database is out of reach, a clock jumps) is taken for dead, and when it goes on, what it read is old: nothing that it still wants to write
 * may count.
 */
export class TakenOver extends Error {
  override readonly name = 'TakenOver';

  constructor() {
    super('This try was taken for dead and taken over');
  }
}
