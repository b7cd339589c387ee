import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { shapeText } from '../../api/cubes';
import { queries } from '../../api/queries';
import type { Dataset } from '../../api/types';
import { principalCube } from '../../api/cubes';
import { ago, bytes } from '../../ui/format';
import { NumberCell, Table } from '../../ui/Page';
import { useVisible } from '../../ui/useVisible';
import { DatasetCards, Thumbnail } from '../dataset';
import css from './Find.module.css';
import { metadataText } from './metadataText';
import type { FindState } from './useFindState';

/** What was found, as a table or as cards. */
export function Results({ items, state }: { items: Dataset[]; state: FindState }) {
  if (state.view === 'cards') {
    return <DatasetCards items={items} />;
  }
  return (
    <Table label="Datasets found" head={['Picture', 'Name', ...state.columns.map(capital)]} numbers={state.columns.indexOf('size') < 0 ? [] : [state.columns.indexOf('size') + 2]}>
      {items.map((dataset) => (
        <tr key={dataset.id}>
          <td>
            <Thumbnail id={dataset.id} size={48} />
          </td>
          <td className={css.name}>
            <Link to={`/datasets/${dataset.id}`}>{dataset.name}</Link>
          </td>
          {state.columns.map((column) => (
            <Cell key={column} dataset={dataset} column={column} />
          ))}
        </tr>
      ))}
    </Table>
  );
}

function Cell({ dataset, column }: { dataset: Dataset; column: string }) {
  switch (column) {
    case 'created':
      return <td title={dataset.created}>{ago(dataset.created)}</td>;
    case 'size':
      return <NumberCell>{bytes(dataset.bytes)}</NumberCell>;
    case 'format':
      return <td>{dataset.format}</td>;
    case 'description':
      return <td>{dataset.description}</td>;
    case 'content id':
      return <td className={css.mono}>{dataset.contentId?.slice(0, 19)}</td>;
    default:
      return <DetailCell id={dataset.id} column={column} />;
  }
}

/** What lists do not carry is fetched for rows that are looked at. */
function DetailCell({ id, column }: { id: string; column: string }) {
  const [ref, visible] = useVisible<HTMLTableCellElement>();
  const { data } = useQuery({ ...queries.dataset(id), enabled: visible });
  const principal = principalCube(data?.cubes ?? []);
  const text = column === 'shape' ? principal && shapeText(principal) : metadataText(data?.metadata ?? {}, column);
  return (
    <td ref={ref} className={css.detail}>
      {text ?? ''}
    </td>
  );
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
