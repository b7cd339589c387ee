import type { NdArray } from 'ndarray';

/** Copies one view's samples to another one of the same shape. */
export function assign(target: NdArray, source: NdArray): void {
  const { shape } = target;
  const places = shape.map(() => 0);
  for (let count = 0; count < target.size; count++) {
    target.set(...places, source.get(...places));
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      places[axis] = ((places[axis] ?? 0) + 1) % (shape[axis] ?? 1);
      if (places[axis] !== 0) {
        break;
      }
    }
  }
}
