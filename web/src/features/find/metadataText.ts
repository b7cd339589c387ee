/** A metadata value by its path `sample/name`; quantities with their unit. */
export function metadataText(metadata: Record<string, unknown>, path: string): string {
  const value = path.split('/').reduce<unknown>((node, key) => (isRecord(node) ? node[key] : undefined), metadata);
  if (value === undefined || value === null) {
    return '';
  }
  if (isRecord(value) && 'value' in value) {
    return `${plain(value.value)}${typeof value.unit === 'string' ? ` ${value.unit}` : ''}`;
  }
  return plain(value);
}

function plain(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : JSON.stringify(value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
