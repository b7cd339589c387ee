import type { OpenPanel } from './useLook';

/** The axis that steps and plays: the first that is not shown. */
export function slidingAxis({ info, state }: Pick<OpenPanel, 'info' | 'state'>) {
  return info.axes.find((axis) => axis.name !== state.x && axis.name !== state.y && axis.length > 1);
}

/** The places after some steps along the sliding axis, round and round. */
export function stepAxis(panel: Pick<OpenPanel, 'info' | 'state'>, by: number): Record<string, number> {
  const axis = slidingAxis(panel);
  return axis ? { ...panel.state.at, [axis.name]: ((((panel.state.at[axis.name] ?? 0) + by) % axis.length) + axis.length) % axis.length } : panel.state.at;
}
