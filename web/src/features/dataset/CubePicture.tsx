import { middleRegion } from '../../api/cubes';
import type { Cube } from '../../api/types';
import { usePicture } from '../../api/usePicture';
import { ErrorNotice } from '../../ui/Notice';
import css from './Dataset.module.css';

/** A large picture of a cube with its colour bar, the middle of the axes that are not shown. */
export function CubePicture({ dataset, cube }: { dataset: string; cube: Cube }) {
  const { source, error } = usePicture(`${dataset}/${cube.name}`, middleRegion(cube), 640, true, false);
  return <div className={css.picture}>{source ? <img src={source} alt={`${cube.name}, the middle of what has more axes`} /> : error && <ErrorNotice error={error} />}</div>;
}
