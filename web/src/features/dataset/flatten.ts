/** Nested metadata as lines of a table: `sample/name`, its text. */
export function flatten(value: unknown, path = ''): [string, string][] {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    const record = value as Record<string, unknown>;
    if (typeof record.value === 'number' && typeof record.unit === 'string') {
      return [[path, `${record.value} ${record.unit}`]];
    }
    return Object.entries(record).flatMap(([key, inner]) => flatten(inner, path ? `${path}/${key}` : key));
  }
  return [[path, typeof value === 'string' ? value : JSON.stringify(value)]];
}
