/** All tables, for code that goes through all of them: migrations, a purge. */
export * from './bets.ts';
export * from './deliveries.ts';
export * from './digests.ts';
export * from './gate.ts';
export * from './hindsight.ts';
export * from './hypotheses.ts';
export * from './metrics.ts';
export * from './outcomes.ts';
export * from './pushed.ts';
export * from './releases.ts';
export * from './repositories.ts';
export * from './sessions.ts';
