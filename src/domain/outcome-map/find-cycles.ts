/**
 * Circles in a directed graph, each spelled from a node back to it: `[a, b, a]`. One for each edge that closes a circle on a walk through
 * the nodes in their order: all circles there are would be too many. Edges to unknown nodes are ignored. No recursion, so a long chain
 * does no harm; lazy, so that the caller can stop after the first few.
 */
export function* findCycles(edges: Map<string, string[]>): Generator<string[]> {
  const done = new Set<string>();
  for (const start of edges.keys()) {
    if (done.has(start)) continue;
    const trail = [start];
    const onTrail = new Set(trail);
    const ahead = [(edges.get(start) ?? []).values()];
    while (trail.length > 0) {
      const { value: target } = ahead.at(-1)?.next() ?? {};
      if (target === undefined) {
        ahead.pop();
        const left = trail.pop() ?? '';
        onTrail.delete(left);
        done.add(left);
      } else if (onTrail.has(target)) {
        yield [...trail.slice(trail.indexOf(target)), target];
      } else if (edges.has(target) && !done.has(target)) {
        trail.push(target);
        onTrail.add(target);
        ahead.push((edges.get(target) ?? []).values());
      }
    }
  }
}
