/** What came to a database in a span of time. */
export interface Counted {
  /** As they were written, in order. Of several in one message, each. */
  statements: string[];
  transactions: number;
  /** How often something was sent. */
  sends: number;
}

/** Reads PostgreSQL's protocol as clients speak it, without encryption (documentation of PostgreSQL 18, 54.7). */
export function countStatements(counts: (statement: string) => boolean) {
  const connections = new Map<number, Connection>();
  let counted: Counted = { statements: [], transactions: 0, sends: 0 };
  return {
    heard(sent: Buffer, connection: number): void {
      const on = connections.get(connection) ?? { rest: Buffer.alloc(0), isBegun: false, names: new Map(), bound: '' };
      connections.set(connection, on);
      const statements = statementsIn(on, sent).filter(counts);
      if (statements.length === 0) return;
      counted.sends += 1;
      counted.statements.push(...statements);
      counted.transactions += statements.filter((statement) => /^begin\b/.test(statement)).length;
    },
    /** Since the last time. */
    take(): Counted {
      const taken = counted;
      counted = { statements: [], transactions: 0, sends: 0 };
      return taken;
    },
  };
}

interface Connection {
  /** Of a message that has not come whole. */
  rest: Buffer;
  /** The first message has no letter. */
  isBegun: boolean;
  /** The texts of prepared statements. */
  names: Map<string, string>;
  bound: string;
}

function statementsIn(on: Connection, sent: Buffer): string[] {
  const statements: string[] = [];
  on.rest = Buffer.concat([on.rest, sent]);
  for (;;) {
    const letter = on.isBegun ? 1 : 0;
    const length = on.rest.length >= letter + 4 ? on.rest.readInt32BE(letter) + letter : Number.POSITIVE_INFINITY;
    if (on.rest.length < length) return statements;
    const [kind, body] = [on.rest.toString('latin1', 0, letter), on.rest.subarray(letter + 4, length)];
    on.rest = on.rest.subarray(length);
    on.isBegun = true;
    const [first = '', second = ''] = body.toString().split('\0', 2);
    if (kind === 'Q') statements.push(...first.split(';').map((one) => one.trim()));
    if (kind === 'P') on.names.set(first, second);
    if (kind === 'B') on.bound = second;
    if (kind === 'E') statements.push((on.names.get(on.bound) ?? '').trim());
  }
}
