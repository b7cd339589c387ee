import { Link } from 'react-router';
import { useQuery } from '@tanstack/react-query';
import type { CubePlace } from '../../api/types';
import { queries } from '../../api/queries';
import { Thumbnail } from '../dataset';
import css from './Runs.module.css';

interface PlacesProps {
  places: Record<string, CubePlace>;
  empty: string;
  pictures?: boolean;
}

/** Cubes by port, each leading to its dataset and to the viewer. */
export function Places({ places, empty, pictures = false }: PlacesProps) {
  const entries = Object.entries(places);
  const first = pictures ? entries[0]?.[1].dataset : undefined;
  if (entries.length === 0) {
    return <p>{empty}</p>;
  }
  return (
    <>
      {first && (
        <div className={css.picture}>
          <Thumbnail id={first} size={256} />
        </div>
      )}
      <ul className={css.places}>
        {entries.map(([port, place]) => (
          <li key={port}>
            <span className={css.port}>{port}</span>
            <DatasetLink id={place.dataset} />
            <Link to={`/look?p=${encodeURIComponent(`${place.dataset}/${place.cube}`)}`} aria-label={`Look at ${place.cube} of ${port}`}>
              Look at {place.cube}
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
}

function DatasetLink({ id }: { id: string }) {
  const { data, error } = useQuery(queries.dataset(id));
  return error ? <span>deleted, or not visible to you</span> : <Link to={`/datasets/${id}`}>{data?.name ?? '…'}</Link>;
}
