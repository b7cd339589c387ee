/** Colours at even distances, from the darkest to the brightest; between them is a straight line. */
const anchors: Record<string, string> = {
  viridis: '440154 472d7b 3b528b 2c728e 21918c 28ae80 5ec962 addc30 fde725',
  cividis: '00224e 123570 3b496c 575d6d 707173 8a8678 a59c74 c3b369 e1cc55 fee838',
  inferno: '000004 1b0c41 4a0c6b 781c6d a52c60 cf4446 ed6925 fb9b06 f7d13d fcffa4',
  magma: '000004 180f3d 440f76 721f81 9e2f7f cd4071 f1605d fd9668 feca8d fcfdbf',
  gray: '000000 ffffff',
  'gray inverted': 'ffffff 000000',
  'cold-warm': '3b4cc0 6788ee 9abbff c9d7f0 dddddd edd1c2 f7a889 e26952 b40426',
};

export const mapNames = Object.keys(anchors);

const made = new Map<string, Uint8Array>();

/** 256 colours as red, green, blue, alpha. */
export function colours(name: string): Uint8Array {
  const known = name in anchors ? name : 'viridis';
  let table = made.get(known);
  if (!table) {
    const points = (anchors[known] ?? '').split(' ').map((hex) => [0, 2, 4].map((at) => parseInt(hex.slice(at, at + 2), 16)));
    table = new Uint8Array(1024);
    for (let index = 0; index < 256; index++) {
      const place = (index / 255) * (points.length - 1);
      const left = Math.min(points.length - 2, Math.floor(place));
      const part = place - left;
      for (let channel = 0; channel < 3; channel++) {
        table[4 * index + channel] = Math.round((points[left]?.[channel] ?? 0) * (1 - part) + (points[left + 1]?.[channel] ?? 0) * part);
      }
      table[4 * index + 3] = 255;
    }
    made.set(known, table);
  }
  return table;
}
