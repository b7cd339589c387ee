import { formatPanel, modes, type PanelState } from './lookState';

/** The version of the form below. A later form gets a number of its own; this one stays readable. */
export const schema = 1;

/** What the viewer shows, as it is kept under a short id. */
export interface SharedLook {
  schema: typeof schema;
  page: 'look';
  panels: SharedPanel[];
  linked: boolean;
  difference: boolean;
  active: number;
}

/** A panel, with the content of its dataset when it was shared. */
export interface SharedPanel extends Omit<PanelState, 'cube'> {
  dataset: string;
  cube: string;
  content?: string;
}

interface Open {
  state: PanelState;
  content: string | undefined;
}

export function toShare(panels: Open[], view: Pick<SharedLook, 'linked' | 'difference' | 'active'>): SharedLook {
  return {
    schema,
    page: 'look',
    panels: panels.map(({ state, content }) => {
      const [dataset, cube] = splitOnce(state.cube, '/');
      return { ...state, dataset, cube, ...(content && { content }) };
    }),
    linked: view.linked,
    difference: view.difference,
    active: view.active,
  };
}

/** Reads what may be anything: whoever is signed in may keep a state. Undefined where it is no state of the viewer that is known here. */
export function readShared(state: unknown): SharedLook | undefined {
  if (!isObject(state) || state.schema !== schema || state.page !== 'look' || !Array.isArray(state.panels)) {
    return undefined;
  }
  const panels = state.panels.slice(0, 4).map(readPanel);
  return panels.length > 0 && panels.every((panel) => panel !== undefined)
    ? { schema, page: 'look', panels, linked: state.linked !== false, difference: state.difference === true, active: typeof state.active === 'number' ? state.active : 0 }
    : undefined;
}

/** The address at which the viewer shows it. */
export function addressOf(shared: SharedLook, leaveOut: (panel: SharedPanel) => boolean = () => false): string {
  const query = new URLSearchParams();
  shared.panels
    .filter((panel) => !leaveOut(panel))
    .forEach((panel) => query.append('p', formatPanel({ ...panel, cube: `${panel.dataset}/${panel.cube}` })));
  if (!shared.linked) {
    query.set('linked', '0');
  }
  if (shared.difference) {
    query.set('difference', '1');
  }
  if (shared.active > 0) {
    query.set('active', String(shared.active));
  }
  return `/look?${query.toString()}`;
}

function readPanel(panel: unknown): SharedPanel | undefined {
  if (!isObject(panel) || typeof panel.dataset !== 'string' || !/^[0-9a-f-]{36}$/i.test(panel.dataset)) {
    return undefined;
  }
  const text = (value: unknown) => (typeof value === 'string' ? value.replaceAll('|', ' ') : '');
  const mode = modes.find((one) => one === panel.mode);
  const at = isObject(panel.at) ? Object.fromEntries(Object.entries(panel.at).filter((entry): entry is [string, number] => Number.isInteger(entry[1]))) : {};
  const [window, roi, line, view] = [numbers(panel.window, 2), numbers(panel.roi, 4), numbers(panel.line, 4), numbers(panel.view, 3)];
  return {
    dataset: panel.dataset,
    cube: text(panel.cube),
    ...(typeof panel.content === 'string' && { content: panel.content }),
    mode: mode ?? 'image',
    x: text(panel.x),
    y: text(panel.y),
    at,
    map: text(panel.map) || 'viridis',
    log: panel.log === true,
    ...(window && { window: window as [number, number] }),
    ...(roi && { roi: roi as [number, number, number, number] }),
    ...(line && { line: line as [number, number, number, number] }),
    ...(view && { view: view as [number, number, number] }),
  };
}

function numbers(value: unknown, count: number): number[] | undefined {
  return Array.isArray(value) && value.length === count && value.every((one): one is number => typeof one === 'number' && Number.isFinite(one)) ? value : undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function splitOnce(text: string, by: string): [string, string] {
  const at = text.indexOf(by);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}
