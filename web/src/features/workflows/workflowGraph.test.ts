import { expect, test } from 'vitest';
import { workflowGraph } from './workflowGraph';

test('every source of a step is a link, alternatives included', () => {
  const { nodes, links } = workflowGraph(
    {
      nodes: {
        normalise: { op: 'normalise', in: { projections: 'angles | $scan/projections', flats: '$scan/flats' } },
        angles: { op: 'set-angles', in: { projections: '$scan/projections' } },
        rebuild: { op: 'reconstruct', in: { attenuation: 'normalise', centre: 'find.centre?' } },
        find: { op: 'find-centre', in: { attenuation: 'normalise' } },
      },
    },
    ['angles'],
  );

  expect(nodes.map((node) => `${node.title} ${node.kind}`)).toEqual(['scan data', 'normalise step', 'angles left-out', 'rebuild step', 'find step']);
  expect(links.map((link) => `${link.from}>${link.to}`)).toEqual([
    'angles>normalise', '$scan>normalise', '$scan>angles', 'normalise>rebuild', 'find>rebuild', 'normalise>find',
  ]);
});
