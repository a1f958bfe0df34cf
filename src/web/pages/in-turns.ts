import pLimit from 'p-limit';

/** The database has ten connections, and deliveries need them too. */
const atOnce = 4;

/** Ports whose questions share a few turns, however many visitors ask. */
export function inTurns(): <Port extends object>(port: Port) => Port {
  const turn = pLimit(atOnce);
  return <Port extends object>(port: Port) =>
    Object.fromEntries(
      Object.entries(port).map(([name, ask]) => [name, (...given: unknown[]) => turn(() => ask(...given))]),
    ) as Port;
}
