import { Link } from 'react-router';
import type { Dataset } from '../../api/types';
import { ago, bytes } from '../../ui/format';
import css from './Dataset.module.css';
import { Thumbnail } from './Thumbnail';

/** Datasets as pictures with their names. */
export function DatasetCards({ items }: { items: Dataset[] }) {
  return (
    <ul className={css.cards}>
      {items.map((dataset) => (
        <li key={dataset.id}>
          <Link to={`/datasets/${dataset.id}`}>
            <Thumbnail id={dataset.id} size={256} />
            <strong>{dataset.name}</strong>
            <small>
              {bytes(dataset.bytes)} · {ago(dataset.created)}
            </small>
          </Link>
        </li>
      ))}
    </ul>
  );
}
