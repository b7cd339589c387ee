import type { Lineage } from '../../api/types';
import type { GraphLink, GraphNode } from '../../ui/layers';

/** Datasets and runs as nodes, in the direction in which the data went. */
export function lineageGraph(lineage: Lineage, own: string): { nodes: GraphNode[]; links: GraphLink[] } {
  const nodes: GraphNode[] = [
    ...lineage.datasets.map((dataset) => ({
      id: dataset.id,
      title: dataset.visible ? dataset.name : 'not visible to you',
      kind: dataset.id === own ? ('own' as const) : ('data' as const),
      ...(dataset.visible ? { to: `/datasets/${dataset.id}/lineage` } : {}),
    })),
    ...lineage.runs.map((run) => ({ id: run.id, title: run.operator, kind: 'step' as const, to: `/runs/${run.id}` })),
  ];
  const links = new Map<string, GraphLink>();
  for (const link of lineage.links) {
    const [from, to] = link.output ? [link.runId, link.datasetId] : [link.datasetId, link.runId];
    links.set(`${from} ${to}`, { from, to });
  }
  return { nodes, links: [...links.values()] };
}
