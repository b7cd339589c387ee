import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useSession } from '../session';
import { Icon } from '../../ui/Icon';
import { ErrorNotice } from '../../ui/Notice';
import { Card, Page } from '../../ui/Page';
import { ChooseButton, choosesFolders } from './ChooseButton';
import { ofDrop, type Chosen } from './chosen';
import { OptionFields, tidy } from './OptionFields';
import { listUploads } from './requests';
import css from './Upload.module.css';
import { UploadRow } from './UploadRow';
import { add, keepFor, merge, plainOptions, useUploads } from './uploads';
import { useDrop } from './useDrop';

/** Files of this machine become datasets: chosen or dropped here, sent in parts, imported. */
export function UploadPage() {
  const { person } = useSession();
  const { uploads, said } = useUploads();
  const [options, setOptions] = useState(plainOptions);
  const [problem, setProblem] = useState<unknown>();
  const [reading, setReading] = useState(false);
  // Another window, or another program, may send too.
  const listed = useQuery({ queryKey: ['uploads'], queryFn: ({ signal }) => listUploads(signal), staleTime: 0, refetchInterval: 5000 });
  useEffect(() => keepFor(person?.id ?? ''), [person?.id]);
  useEffect(() => {
    if (listed.data) {
      merge(listed.data.items);
    }
  }, [listed.data]);

  const take = (chosen: Chosen[]) => {
    const empty = chosen.find(({ sources }) => sources.length === 0);
    setProblem(empty && new Error(`The folder ${empty.name} holds no files.`));
    const full = chosen.filter(({ sources }) => sources.length > 0);
    if (full.length > 0) {
      const wanted = tidy(options);
      add(full, full.length === 1 ? wanted : { ...wanted, name: '' });
      setOptions({ ...options, name: '' });
    }
  };
  const over = useDrop((items) => {
    setReading(true);
    ofDrop(items).then(take, setProblem).finally(() => setReading(false));
  });

  return (
    <Page title="Bring data in" sub="Files and folders of your machine become datasets.">
      <div className={css.zone} data-over={over}>
        <Icon name="upload" size={40} />
        <p className={css.drop} data-reading={reading}>{reading ? 'Reading the folder …' : 'Drop files or folders here'}</p>
        <div className={css.buttons}>
          <ChooseButton what="files" onChosen={take}>
            Choose files
          </ChooseButton>
          {choosesFolders && (
            <ChooseButton what="folder" variant="default" onChosen={take}>
              Choose a folder
            </ChooseButton>
          )}
        </div>
        <p className={css.quiet}>Each file becomes a dataset; a folder, such as a Zarr store or a series of images, becomes one.</p>
      </div>
      <details className={css.options}>
        <summary>Options for what you choose next</summary>
        <OptionFields before value={options} onChange={setOptions} />
      </details>
      {problem !== undefined && <ErrorNotice error={problem} />}
      {listed.error && uploads.length === 0 && <ErrorNotice error={listed.error} retry={() => void listed.refetch()} />}
      {uploads.length > 0 && (
        <Card title="Uploads">
          <ul className={css.uploads}>
            {uploads.map((upload) => (
              <UploadRow key={upload.key} upload={upload} />
            ))}
          </ul>
        </Card>
      )}
      <p role="status" className="hidden">
        {said}
      </p>
    </Page>
  );
}
