import '@xyflow/react/dist/style.css';
import { Background, Controls, Handle, Position, ReactFlow, type Node, type NodeProps } from '@xyflow/react';
import { useComputedColorScheme } from '@mantine/core';
import { Link } from 'react-router';
import css from './Graph.module.css';
import { layered, type GraphLink, type GraphNode } from './layers';

type BoxNode = Node<GraphNode & { vertical: boolean } & Record<string, unknown>, 'box'>;

function Box({ data }: NodeProps<BoxNode>) {
  return (
    <div className={css.box} data-kind={data.kind}>
      <Handle type="target" position={data.vertical ? Position.Top : Position.Left} isConnectable={false} />
      {data.to ? <Link to={data.to}>{data.title}</Link> : <span>{data.title}</span>}
      {data.sub && <small>{data.sub}</small>}
      <Handle type="source" position={data.vertical ? Position.Bottom : Position.Right} isConnectable={false} />
    </div>
  );
}

const types = { box: Box };

/** A graph that can be moved and zoomed; nothing in it can be changed. */
export function Graph({ nodes, links, label }: { nodes: GraphNode[]; links: GraphLink[]; label: string }) {
  const scheme = useComputedColorScheme('light');
  const { placed, vertical } = layered(nodes, links);
  const boxes: BoxNode[] = placed.map(({ x, y, ...node }) => ({
    id: node.id,
    type: 'box',
    position: { x, y },
    data: { ...node, vertical },
    focusable: false,
  }));
  return (
    <section className={css.graph} data-tall={vertical} aria-label={label}>
      <ReactFlow
        nodes={boxes}
        edges={links.map((link) => ({ id: `${link.from} ${link.to}`, source: link.from, target: link.to, focusable: false }))}
        nodeTypes={types}
        colorMode={scheme}
        fitView
        minZoom={0.1}
        nodesDraggable={false}
        nodesConnectable={false}
        edgesFocusable={false}
        preventScrolling={false}
        zoomOnScroll={false}
      >
        <Background />
        <Controls showInteractive={false} />
      </ReactFlow>
    </section>
  );
}
