import { principalCube } from '../../api/cubes';
import type { Dataset } from '../../api/types';
import { CopyButton } from '../../ui/CopyButton';
import { Card, Code } from '../../ui/Page';
import { copyAs } from './copyAs';
import css from './Dataset.module.css';

/** Ready texts for the command line, Python, curl and links. */
export function CopyAs({ dataset }: { dataset: Dataset }) {
  const cube = principalCube(dataset.cubes ?? []);
  return (
    <div className={css.ways}>
      {copyAs(window.location.origin, dataset.id, cube).map((way) => (
        <Card key={way.title} title={way.title}>
          <Code label={way.title}>{way.text}</Code>
          <div className={css.row}>
            <CopyButton label="Copy" text={way.text} />
          </div>
        </Card>
      ))}
    </div>
  );
}
