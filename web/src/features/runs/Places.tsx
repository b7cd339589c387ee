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

/** Datasets with their cubes, each leading to the viewer. */
export function Places({ places, empty, pictures = false }: PlacesProps) {
  const entries = Object.values(places);
  const datasets = [...new Set(entries.map((place) => place.dataset))];
  const first = pictures ? datasets[0] : undefined;
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
        {datasets.map((id) => (
          <li key={id}>
            <DatasetLink id={id} />
            <ul aria-label="Cubes">
              {[...new Set(entries.filter((place) => place.dataset === id).map((place) => place.cube))].map((cube) => (
                <li key={cube}>
                  <Link to={`/look?p=${encodeURIComponent(`${id}/${cube}`)}`}>Look at {cube}</Link>
                </li>
              ))}
            </ul>
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
