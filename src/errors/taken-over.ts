/**
 * Another try has taken this job over. A process is taken for dead if it is suspended for longer than its heartbeat
 * allows (its host is moved, its database is out of reach, a clock jumps). When it goes on, what it read is old, so
 * nothing that it still wants to write may count.
 */
export class TakenOver extends Error {
  override readonly name = 'TakenOver';

  constructor() {
    super('This try was taken for dead and taken over');
  }
}
