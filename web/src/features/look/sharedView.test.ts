import { expect, test } from 'vitest';
import { parsePanel, type PanelState } from './lookState';
import { addressOf, readShared, toShare } from './sharedView';

const id = '01a20164-853b-7c09-9bdc-be4754c38b9c';
const cube = { name: 'a/b', type: 'float32', axes: [{ name: 'y', length: 64 }, { name: 'row', length: 512 }, { name: 'column', length: 512 }] };
const panel: PanelState = {
  cube: `${id}/a/b`, mode: 'planes', x: 'column', y: 'y', at: { y: 3, row: 500, column: 0 }, map: 'inferno', log: true,
  window: [-1.5, 4.25], roi: [1, 2, 30, 40], line: [5, 6, 7, 8], view: [2.5, 0.25, 0.75],
};

test('what is shared opens as it was, through JSON', () => {
  const shared = toShare([{ state: panel, content: 'sha256:x' }, { state: { ...panel, log: false }, content: undefined }], { linked: false, difference: true, active: 1 });

  const read = readShared(JSON.parse(JSON.stringify(shared)));

  expect(read).toEqual(shared);
  const query = new URLSearchParams(addressOf(shared).slice('/look?'.length));
  expect(query.getAll('p').map((text) => parsePanel(text, cube))).toEqual([panel, { ...panel, log: false }]);
  expect([query.get('linked'), query.get('difference'), query.get('active')]).toEqual(['0', '1', '1']);
});

test('a panel whose dataset is gone is left out', () => {
  const shared = toShare([{ state: panel, content: undefined }, { state: { ...panel, cube: `${id.replace('01', '02')}/v` }, content: undefined }], { linked: true, difference: false, active: 0 });

  const query = new URLSearchParams(addressOf(shared, (one) => one.dataset === id).slice('/look?'.length));

  expect(query.getAll('p')).toHaveLength(1);
  expect(query.get('p')).toContain(`${id.replace('01', '02')}/v`);
});

test.each([null, 1, [], {}, { schema: 2, page: 'look', panels: [{ dataset: id }] }, { schema: 1, page: 'look', panels: [] }, { schema: 1, page: 'look', panels: [{ dataset: '../x' }] }, { schema: 1, page: 'find', panels: [{ dataset: id }] }])(
  'what is no view of the viewer is none: %j',
  (state) => {
    expect(readShared(state)).toBeUndefined();
  },
);

test('fields of the wrong kind get their defaults', () => {
  const read = readShared({ schema: 1, page: 'look', panels: [{ dataset: id, cube: 'v|roi:1,2,3,4', mode: 'hologram', at: { y: 'x', row: 5 }, window: [1], log: 'yes', map: 7 }] });

  expect(read?.panels[0]).toEqual({ dataset: id, cube: 'v roi:1,2,3,4', mode: 'image', x: '', y: '', at: { row: 5 }, map: 'viridis', log: false });
});
