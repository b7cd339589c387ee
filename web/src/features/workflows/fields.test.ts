import { expect, test } from 'vitest';
import { collect, ofWorkflow, ports, schemaField, valuesOf } from './fields';

test('ports are read from a signature', () => {
  expect(ports('projections(angle,y,x), flats?(flat,y,x), others* -> transmission')).toEqual([
    { name: 'projections', help: 'with the axes angle, y, x', required: true, several: false, whole: false },
    { name: 'flats', help: 'with the axes flat, y, x', required: false, several: false, whole: false },
    { name: 'others', help: '', required: false, several: true, whole: false },
  ]);
});

test('a source has no ports, and axes that are parameters say nothing', () => {
  expect(ports('-> cube')).toEqual([]);
  expect(ports('cube($axes) -> cube')).toMatchObject([{ name: 'cube', help: '' }]);
});

test('a unit is found in the help', () => {
  expect(schemaField('energy', { type: 'number', description: 'phase contrast: energy of the photons in keV' }, false).unit).toBe('keV');
  expect(schemaField('size', { type: 'number', description: 'the size of a pixel in the sample in um; 0 for what the scan says' }, false).unit).toBe('um');
  expect(schemaField('axes', { type: 'array', description: 'the axes to reduce; none for all' }, false).unit).toBe('');
});

test('names become words', () => {
  expect(schemaField('deltaBeta', {}, false).label).toBe('Delta beta');
});

test('a workflow that lists what it takes gets a choice', () => {
  const { fields, ports: inputs } = ofWorkflow({
    name: 'tomography', doc: '', origin: '', text: '',
    inputs: { scan: { doc: 'a scan', cubes: ['projections'] } },
    parameters: {
      method: { doc: 'how slices are made: fourier, fbp or tv', default: 'fourier' },
      flats: { doc: 'how flats are used: time, mean, or none where there are none', default: 'time' },
      half: { doc: 'half acquisition', default: false },
      centre: { doc: 'the column', default: null },
    },
  });

  expect(fields.map((field) => field.kind)).toEqual(['choice', 'text', 'boolean', 'text']);
  expect(fields[0]?.options).toEqual(['fourier', 'fbp', 'tv']);
  expect(inputs).toEqual([{ name: 'scan', help: 'a scan', required: true, several: false, whole: true }]);
});

const fields = [
  schemaField('operation', { enum: ['max', 'mean'] }, true),
  schemaField('axes', { type: 'array', default: [] }, false),
  schemaField('q', { type: 'number', minimum: 0, maximum: 1, default: 0.5 }, false),
  schemaField('keepAxes', { type: 'boolean', default: false }, false),
  schemaField('seed', { type: 'integer', default: 1 }, false),
];

test('only what differs is sent, in its own type', () => {
  expect(collect(fields, { operation: 'max', axes: 'lat, lon', q: '0.5', keepAxes: 'true', seed: '7' })).toEqual({
    set: { operation: 'max', axes: ['lat', 'lon'], keepAxes: true, seed: 7 },
    wrong: {},
  });
});

test('what is wrong is said where it is', () => {
  expect(collect(fields, { q: '3', seed: '1.5' }).wrong).toEqual({
    operation: 'This is needed.', q: 'It must be from 0 to 1.', seed: 'A whole number is needed.',
  });
});

test('an earlier request fills the form', () => {
  expect(valuesOf({ axes: ['lat', 'lon'], q: 0.25, keepAxes: true })).toEqual({ axes: 'lat, lon', q: '0.25', keepAxes: 'true' });
});
