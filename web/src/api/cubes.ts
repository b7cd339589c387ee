import type { Axis, Cube } from './types';

/** The coordinate at an index; the index itself where the axis has none. */
export function coordinate(axis: Axis, index: number): number | string {
  const { start, step, values } = axis.coordinates ?? {};
  if (values) {
    return values[index] ?? index;
  }
  return start === undefined ? index : start + index * (step ?? 1);
}

const perUnit = { days: 864e5, hours: 36e5, minutes: 6e4, seconds: 1e3 };

/** A moment so many milliseconds after another one, by a calendar: the real one, or the one of climate models whose years have no leap day. */
function later(origin: string, milliseconds: number, calendar: string): Date | undefined {
  const start = Date.parse(origin);
  if (['', 'standard', 'gregorian', 'proleptic_gregorian'].includes(calendar)) {
    return new Date(start + milliseconds);
  }
  if (!['noleap', '365_day'].includes(calendar)) {
    return undefined;
  }
  // Counted in a year that has no leap day; years of 365 days are put in front.
  const first = new Date(start);
  const within = Date.UTC(2001, first.getUTCMonth(), first.getUTCDate()) - Date.UTC(2001, 0, 1) + (start % 864e5) + milliseconds;
  const years = Math.floor(within / (365 * 864e5));
  const found = new Date(Date.UTC(2001, 0, 1) + within - years * 365 * 864e5);
  found.setUTCFullYear(first.getUTCFullYear() + years);
  return found;
}

/** Days, hours, … since a moment, as a date; other coordinates as number and unit. */
export function place(axis: Axis, index: number): string {
  const value = coordinate(axis, index);
  const since = /^(days|hours|minutes|seconds) since (\d{4}-\d\d-\d\d)(.*)$/.exec(axis.unit ?? '');
  if (since && typeof value === 'number') {
    const [, unit, day, time] = since as unknown as [string, keyof typeof perUnit, string, string];
    const origin = `${day}T${time.trim().replace(/^T|Z$/g, '') || '00:00:00'}Z`;
    const moment = Number.isNaN(Date.parse(origin)) ? undefined : later(origin, value * perUnit[unit], axis.calendar ?? '');
    if (moment) {
      return moment.toISOString().slice(0, moment.getTime() % 864e5 === 0 ? 10 : 16).replace('T', ' ');
    }
  }
  const shown = typeof value === 'number' ? Number(value.toPrecision(7)) : value;
  return axis.coordinates && axis.unit && axis.unit !== '1' ? `${shown} ${axis.unit}` : String(shown);
}

/** The cube that shows a dataset best: with two axes or more if there is one, and of those the one with most samples. */
export function principalCube(cubes: Cube[]): Cube | undefined {
  const score = (cube: Cube) => (cube.axes.length >= 2 ? 1e18 : 0) + cube.axes.reduce((product, axis) => product * axis.length, 1);
  return cubes.reduce<Cube | undefined>((best, cube) => (!best || score(cube) > score(best) ? cube : best), undefined);
}

/** One place on an axis, by index: a bare number would be a coordinate where the axis has a unit. */
export function onePlace(axis: Axis, index: number): string {
  return `${axis.name}=${index}:${index + 1}`;
}

/** The region of a picture: the last two axes whole, the middle of all others. */
export function middleRegion(cube: Cube): string {
  return cube.axes
    .slice(0, -2)
    .map((axis) => onePlace(axis, Math.floor(axis.length / 2)))
    .join(';');
}

/** `time 3650 × lat 36 × lon 72`. */
export function shapeText(cube: Cube): string {
  return cube.axes.map((axis) => `${axis.name} ${axis.length}`).join(' × ') || 'one value';
}
