import { expect, test } from 'vitest';
import { layered, type GraphNode } from './layers';

const node = (id: string): GraphNode => ({ id, title: id, kind: 'data' });

test('every link goes to the right', () => {
  const links = [['a', 'b'], ['b', 'd'], ['a', 'd'], ['c', 'd']].map(([from = '', to = '']) => ({ from, to }));

  const x = new Map(layered(['d', 'c', 'b', 'a'].map(node), links).placed.map((placed) => [placed.id, placed.x]));

  for (const { from, to } of links) {
    expect(x.get(from)).toBeLessThan(x.get(to) ?? 0);
  }
});

test('no two nodes lie on each other', () => {
  const nodes = Array.from({ length: 12 }, (_, index) => node(`n${index}`));
  const links = nodes.slice(1).map((to, index) => ({ from: `n${Math.floor(index / 3)}`, to: to.id }));

  const places = layered(nodes, links).placed.map((placed) => `${placed.x} ${placed.y}`);

  expect(new Set(places).size).toBe(12);
});

test('a circle ends', () => {
  const { placed } = layered([node('a'), node('b')], [{ from: 'a', to: 'b' }, { from: 'b', to: 'a' }]);

  expect(placed).toHaveLength(2);
});

test('a long chain goes down the page', () => {
  const nodes = Array.from({ length: 8 }, (_, index) => node(`n${index}`));
  const { placed, vertical } = layered(nodes, nodes.slice(1).map((to, index) => ({ from: `n${index}`, to: to.id })));

  expect(vertical).toBe(true);
  expect(placed.map((one) => one.x)).toEqual(new Array(8).fill(0));
});
