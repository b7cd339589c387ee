import { useQuery } from '@tanstack/react-query';
import { middleRegion, principalCube } from '../../api/cubes';
import { queries } from '../../api/queries';
import { usePicture } from '../../api/usePicture';
import { useVisible } from '../../ui/useVisible';
import css from './Dataset.module.css';

/** A small picture of a dataset's principal cube, fetched when it is near the window. */
export function Thumbnail({ id, size }: { id: string; size: number }) {
  const [ref, visible] = useVisible<HTMLSpanElement>();
  const { data } = useQuery({ ...queries.dataset(id), enabled: visible });
  const cube = principalCube(data?.cubes ?? []);
  const { source } = usePicture(cube ? `${id}/${cube.name}` : '', cube ? middleRegion(cube) : '', 256, visible && (cube?.axes.length ?? 0) > 0);
  return (
    <span ref={ref} className={css.thumbnail} data-small={size < 100}>
      {source && <img src={source} alt="" width={size} height={size} />}
    </span>
  );
}
