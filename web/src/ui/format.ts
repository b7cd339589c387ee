const units = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];

/** Bytes in powers of 1000, three digits. */
export function bytes(count: number | undefined): string {
  if (count === undefined || !Number.isFinite(count)) {
    return '–';
  }
  const power = Math.min(units.length - 1, count < 1000 ? 0 : Math.floor(Math.log10(count) / 3));
  return `${Number((count / 1000 ** power).toPrecision(3))} ${units[power] ?? 'B'}`;
}

/** A duration in the unit that people would use. */
export function seconds(value: number | undefined): string {
  if (value === undefined || !Number.isFinite(value)) {
    return '–';
  }
  if (value < 1) {
    return `${Number((value * 1000).toPrecision(2))} ms`;
  }
  if (value < 100) {
    return `${Number(value.toPrecision(2))} s`;
  }
  return value < 6000 ? `${Math.round(value / 60)} min` : `${Number((value / 3600).toPrecision(2))} h`;
}

/** A sample's value, six digits. */
export function sample(value: number): string {
  if (Number.isNaN(value)) {
    return 'missing';
  }
  const size = Math.abs(value);
  return size !== 0 && (size >= 1e6 || size < 1e-4) ? value.toExponential(4) : String(Number(value.toPrecision(6)));
}

/** A moment in the reader's own zone. */
export function moment(text: string | null | undefined): string {
  return text ? new Date(text).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' }) : '–';
}

/** How long ago, for what happened lately; else the moment. */
export function ago(text: string | null | undefined, now = Date.now()): string {
  if (!text) {
    return '–';
  }
  const past = (now - Date.parse(text)) / 1000;
  if (past < 60) {
    return 'just now';
  }
  if (past < 3600) {
    return `${Math.round(past / 60)} min ago`;
  }
  return past < 86_400 ? `${Math.round(past / 3600)} h ago` : moment(text);
}
