/** A node of a graph; with an address it is a link. */
export interface GraphNode {
  id: string;
  title: string;
  kind: 'data' | 'own' | 'step' | 'left-out';
  sub?: string;
  to?: string;
}

export interface GraphLink {
  from: string;
  to: string;
}

export interface Placed extends GraphNode {
  x: number;
  y: number;
}

export interface Layout {
  placed: Placed[];
  /** Long chains go from top to bottom, short ones from left to right: both stay readable. */
  vertical: boolean;
}

const longestRow = 5;

/** Puts every node one layer behind the last of those it follows; within a layer in the order of those before it. */
export function layered(nodes: GraphNode[], links: GraphLink[]): Layout {
  const known = new Set(nodes.map((node) => node.id));
  const before = new Map(nodes.map((node) => [node.id, links.filter((link) => link.to === node.id && known.has(link.from)).map((link) => link.from)]));
  const column = new Map<string, number>();
  const find = (id: string, path: Set<string>): number => {
    const kept = column.get(id);
    if (kept !== undefined) {
      return kept;
    }
    // A circle would never end; lineage has none, hand-written workflows might.
    if (path.has(id)) {
      return 0;
    }
    path.add(id);
    const found = Math.max(-1, ...(before.get(id) ?? []).map((other) => find(other, path))) + 1;
    path.delete(id);
    column.set(id, found);
    return found;
  };
  nodes.forEach((node) => find(node.id, new Set()));
  const vertical = Math.max(0, ...column.values()) >= longestRow;
  const [between, beside] = vertical ? [92, 200] : [240, 92];
  const rows = new Map<string, number>();
  const placed: Placed[] = [];
  for (let at = 0; at <= Math.max(0, ...column.values()); at++) {
    const here = nodes.filter((node) => column.get(node.id) === at);
    const middle = (node: GraphNode) => {
      const above = (before.get(node.id) ?? []).map((id) => rows.get(id) ?? 0);
      return above.length > 0 ? above.reduce((sum, row) => sum + row, 0) / above.length : 0;
    };
    here
      .map((node) => ({ node, at: middle(node) }))
      .sort((one, other) => one.at - other.at)
      .forEach(({ node }, row) => {
        const off = (row - (here.length - 1) / 2) * beside;
        rows.set(node.id, off);
        placed.push({ ...node, ...(vertical ? { x: off, y: at * between } : { x: at * between, y: off }) });
      });
  }
  return { placed, vertical };
}
