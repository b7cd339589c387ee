import { expect, test } from 'vitest';
import { follow, formatPanel, parsePanel, type PanelState } from './lookState';

const cube = { name: 'volume', type: 'float32', axes: [{ name: 'y', length: 64 }, { name: 'row', length: 512 }, { name: 'column', length: 512 }] };

test('a panel comes back from its address as it was', () => {
  const panel: PanelState = {
    cube: 'abc/volume', mode: 'planes', x: 'column', y: 'y', at: { y: 3, row: 500, column: 0 }, map: 'inferno', log: true,
    window: [-1.5, 4.25], roi: [1, 2, 30, 40], line: [5, 6, 7, 8], view: [2.5, 0.25, 0.75],
  };

  expect(parsePanel(formatPanel(panel), cube)).toEqual(panel);
});

test('a bare name shows the last two axes in the middle of the others', () => {
  expect(parsePanel('abc/volume', cube)).toEqual({
    cube: 'abc/volume', mode: 'image', x: 'column', y: 'row', at: { y: 32, row: 256, column: 256 }, map: 'viridis', log: false,
  });
});

test('what does not fit the cube is put right', () => {
  const panel = parsePanel('abc/volume|x:gone|y:column|@y:999|window:1|roi:a,b,c,d', cube);

  expect(panel).toMatchObject({ x: 'column', y: 'y', at: { y: 63 } });
  expect(panel.window).toBeUndefined();
  expect(panel.roi).toBeUndefined();
});

test('one axis is a line, whatever was asked for', () => {
  const flat = { name: 'metric', type: 'float64', axes: [{ name: 'candidate', length: 193 }] };

  expect(parsePanel('abc/metric|mode:volume', flat)).toMatchObject({ mode: 'line', x: 'candidate', y: '' });
});

test('a linked panel follows as far as its cube goes', () => {
  const small = { ...cube, axes: [{ name: 'y', length: 10 }, { name: 'column', length: 20 }] };
  const panel = parsePanel('def/small', small);

  const followed = follow(panel, small, { at: { y: 50, row: 7 }, y: 'row', map: 'gray', mode: 'planes' });

  expect(followed).toMatchObject({ cube: 'def/small', at: { y: 9, column: 10 }, y: 'y', map: 'gray', mode: 'image' });
});
