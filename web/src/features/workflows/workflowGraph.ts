import type { WorkflowFile } from '../../api/types';
import type { GraphLink, GraphNode } from '../../ui/layers';

/** The steps of a workflow with what goes from one to the next; inputs stand on the left. */
export function workflowGraph(file: WorkflowFile, leftOut: string[] = []): { nodes: GraphNode[]; links: GraphLink[] } {
  const steps = Object.entries(file.nodes ?? {});
  const names = new Set(steps.map(([name]) => name));
  const inputs = new Set<string>();
  const links = new Map<string, GraphLink>();
  for (const [name, node] of steps) {
    for (const source of Object.values(node.in ?? {}).flat()) {
      // 'a | b | $scan/projections' takes the first of these that is there.
      for (const one of source.split('|').map((part) => part.trim())) {
        const from = one.startsWith('$') ? one.split('/')[0] ?? one : (one.split(/[.?]/)[0] ?? one);
        if (one.startsWith('$')) {
          inputs.add(from);
        }
        if (one.startsWith('$') || names.has(from)) {
          links.set(`${from} ${name}`, { from, to: name });
        }
      }
    }
  }
  return {
    nodes: [
      ...[...inputs].map((input) => ({ id: input, title: input.slice(1), kind: 'data' as const })),
      ...steps.map(([name, node]) => ({
        id: name,
        title: name,
        kind: leftOut.includes(name) ? ('left-out' as const) : ('step' as const),
        sub: leftOut.includes(name) ? `${node.op}, left out` : node.op,
      })),
    ],
    links: [...links.values()],
  };
}
