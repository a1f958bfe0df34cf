import type { Command } from 'commander';

interface ListedCommand {
  name: string;
  /** What follows its name, as commander would write it. */
  usage?: string;
  summary: string;
  load(): Promise<(program: Command) => void>;
}

/** In the order of the help. Each is loaded when it is asked for: what some need is slow to load, and others do without. */
export const commands: ListedCommand[] = [
  {
    name: 'init',
    usage: '[options] [dir]',
    summary: 'write the starter files of a repository',
    load: async () => (await import('./map/init.ts')).addInit,
  },
  {
    name: 'validate',
    usage: '[options] [file...]',
    summary: 'check an outcome map for mistakes',
    load: async () => (await import('./map/validate.ts')).addValidate,
  },
  {
    name: 'check',
    usage: '[options]',
    summary: 'check the description of a pull request, offline',
    load: async () => (await import('./map/check.ts')).addCheck,
  },
  {
    name: 'preview',
    usage: '[options]',
    summary: 'show the check, the forecast and the readout of a description, offline',
    load: async () => (await import('./preview/preview.ts')).addPreview,
  },
  { name: 'start', summary: 'run the server', load: async () => (await import('./server/start.ts')).addStart },
  {
    name: 'readouts',
    usage: '[options]',
    summary: 'do everything due by an instant, then exit',
    load: async () => (await import('./server/readouts.ts')).addReadouts,
  },
  {
    name: 'ledger',
    usage: '[options]',
    summary: 'show the record of bets and their outcomes',
    load: async () => (await import('./ledger/ledger.ts')).addLedger,
  },
  {
    name: 'digest',
    usage: '[options]',
    summary: 'print the digest of a week, a month or a quarter',
    load: async () => (await import('./digest/digest.ts')).addDigest,
  },
  {
    name: 'doctor',
    usage: '[options]',
    summary: 'look the set-up over, and say what to fix',
    load: async () => (await import('./doctor/doctor.ts')).addDoctor,
  },
  {
    name: 'why',
    usage: '<pull request>',
    summary: 'tell what is known of a pull request, and what it waits for',
    load: async () => (await import('./why/why.ts')).addWhy,
  },
  {
    name: 'source',
    summary: 'try the sources of the server: what they give, and what would be misread',
    load: async () => (await import('./source/source.ts')).addSource,
  },
  {
    name: 'token',
    summary: 'make, list and revoke the tokens by which systems push samples or read',
    load: async () => (await import('./server/token.ts')).addToken,
  },
  {
    name: 'move',
    summary: 'move the record from the embedded database to a Postgres',
    load: async () => (await import('./server/move.ts')).addMove,
  },
  {
    name: 'purge',
    usage: '[options]',
    summary: 'delete all data about an owner',
    load: async () => (await import('./server/purge.ts')).addPurge,
  },
  {
    name: 'analyse',
    usage: '[options] [file]',
    summary: 'tell whether a metric moved with a release, from a CSV file or cases on standard input',
    load: async () => (await import('./analyse/analyse.ts')).addAnalyse,
  },
  {
    name: 'backtest',
    usage: '[options] <what>',
    summary: 'tell what past releases did, of a repository on GitHub or from CSV files',
    load: async () => (await import('./backtest/backtest.ts')).addBacktest,
  },
  {
    name: 'mcp',
    usage: '[options]',
    summary: 'answer agents that write code, over the Model Context Protocol',
    load: async () => (await import('./mcp/mcp.ts')).addMcp,
  },
  {
    name: 'detect',
    usage: '[options] <file>',
    summary: 'tell how small a change a window of days can show',
    load: async () => (await import('./analyse/detect.ts')).addDetect,
  },
];
