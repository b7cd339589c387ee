import type { Cube } from '../../api/types';

export type Mode = 'image' | 'line' | 'heatmap' | 'planes' | 'volume';
export type Box = [x0: number, y0: number, x1: number, y1: number];

/** All that one panel shows. Places along axes are indices of the cube. */
export interface PanelState {
  /** `DATASET/CUBE`. */
  cube: string;
  mode: Mode;
  x: string;
  y: string;
  at: Record<string, number>;
  map: string;
  log: boolean;
  /** The values shown as the darkest and the brightest colour; left out, found from the frame. */
  window?: [number, number];
  roi?: Box;
  line?: Box;
  /** Zoom, and the place in the middle as a part of the frame; left out where the whole frame is shown. */
  view?: [zoom: number, x: number, y: number];
}

export const modes: Mode[] = ['image', 'line', 'heatmap', 'planes', 'volume'];

/** A panel as a part of an address: fields between '|', so that it can be read and written by hand. */
export function formatPanel(panel: PanelState): string {
  const numbers = (name: string, values: number[] | undefined) => (values ? [`${name}:${values.map((value) => Number(value.toPrecision(7))).join(',')}`] : []);
  return [
    panel.cube,
    ...(panel.mode === 'image' ? [] : [`mode:${panel.mode}`]),
    `x:${panel.x}`,
    ...(panel.y ? [`y:${panel.y}`] : []),
    ...Object.entries(panel.at).map(([axis, index]) => `@${axis}:${index}`),
    ...(panel.map === 'viridis' ? [] : [`map:${panel.map}`]),
    ...(panel.log ? ['log:1'] : []),
    ...numbers('window', panel.window),
    ...numbers('roi', panel.roi),
    ...numbers('line', panel.line),
    ...numbers('view', panel.view),
  ].join('|');
}

/** Reads what formatPanel wrote; what is missing or does not fit the cube gets its default. */
export function parsePanel(text: string, cube: Cube): PanelState {
  const [name = '', ...fields] = text.split('|');
  const given = new Map(fields.map((field) => [field.slice(0, field.indexOf(':')), field.slice(field.indexOf(':') + 1)]));
  const names = cube.axes.map((axis) => axis.name);
  const wanted = modes.find((mode) => mode === given.get('mode')) ?? (cube.axes.length < 2 ? 'line' : 'image');
  const mode = fitting(wanted, cube);
  const known = (key: string, other: string) => (names.includes(given.get(key) ?? '') ? (given.get(key) ?? '') : other);
  const x = known('x', names.at(-1) ?? '');
  const y = mode === 'line' ? '' : known('y', names.filter((axis) => axis !== x).at(-1) ?? '');
  const at: Record<string, number> = {};
  for (const axis of cube.axes) {
    const index = Number(given.get(`@${axis.name}`) ?? NaN);
    at[axis.name] = Number.isInteger(index) ? Math.min(Math.max(index, 0), axis.length - 1) : Math.floor(axis.length / 2);
  }
  const window = numbersOf(given.get('window'), 2) as [number, number] | undefined;
  const roi = numbersOf(given.get('roi'), 4) as Box | undefined;
  const line = numbersOf(given.get('line'), 4) as Box | undefined;
  const view = numbersOf(given.get('view'), 3) as [number, number, number] | undefined;
  return {
    cube: name,
    mode,
    x,
    y: y === x ? (names.find((axis) => axis !== x) ?? '') : y,
    at,
    map: given.get('map') ?? 'viridis',
    log: given.get('log') === '1',
    ...(window && { window }),
    ...(roi && { roi }),
    ...(line && { line }),
    ...(view && { view }),
  };
}

/** The mode, or what the cube has axes enough for. */
function fitting(mode: Mode, cube: Cube): Mode {
  const needed = { line: 1, image: 2, heatmap: 2, planes: 3, volume: 3 }[mode];
  return cube.axes.length >= needed ? mode : cube.axes.length >= 2 ? 'image' : 'line';
}

function numbersOf(text: string | undefined, count: number): number[] | undefined {
  const values = text?.split(',').map(Number);
  return values?.length === count && values.every(Number.isFinite) ? values : undefined;
}

/** What linked panels take over from the one that was changed: everything their own cube can follow. */
export function follow(panel: PanelState, cube: Cube, change: Partial<PanelState>): PanelState {
  const has = (name: string | undefined) => name !== undefined && (name === '' || cube.axes.some((axis) => axis.name === name));
  const at = { ...panel.at };
  for (const axis of cube.axes) {
    const index = change.at?.[axis.name];
    if (index !== undefined) {
      at[axis.name] = Math.min(index, axis.length - 1);
    }
  }
  const followed = { ...panel, ...change, cube: panel.cube, at };
  return { ...followed, x: has(followed.x) ? followed.x : panel.x, y: has(followed.y) ? followed.y : panel.y, mode: fitting(followed.mode, cube) };
}
