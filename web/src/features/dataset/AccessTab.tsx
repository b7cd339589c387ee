import { Button, NativeSelect } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { json } from '../../api/client';
import { queries } from '../../api/queries';
import type { Dataset } from '../../api/types';
import { Await, ErrorNotice } from '../../ui/Notice';
import { Card, Tag } from '../../ui/Page';
import css from './Dataset.module.css';

/** Who sees the dataset, and the proposal that it is given to. */
export function AccessTab({ dataset }: { dataset: Dataset }) {
  const client = useQueryClient();
  const [chosen, setChosen] = useState('');
  const proposals = useQuery(queries.proposals());
  const again = () => client.invalidateQueries({ queryKey: queries.dataset(dataset.id).queryKey });
  const give = useMutation({ mutationFn: () => json(`/api/proposals/${chosen}/datasets`, { method: 'POST', body: [dataset.id] }), onSuccess: again });
  const take = useMutation({ mutationFn: (proposal: string) => json(`/api/proposals/${proposal}/datasets/${dataset.id}`, { method: 'DELETE' }), onSuccess: again });
  const error = give.error ?? take.error;
  return (
    <Card title="Who sees it">
      <p>{dataset.public ? <Tag tone="good">Everybody</Tag> : `${dataset.ownerName ? `Its owner, ${dataset.ownerName}` : 'Its owner'}, staff and administrators, and the members of its proposal.`}</p>
      <Await query={proposals} rows={1}>
        {(all) => {
          const own = all.find((proposal) => proposal.id === dataset.proposal);
          return dataset.proposal ? (
            <div className={css.row}>
              <span>
                It belongs to <strong>{own ? `${own.number} ${own.title}` : 'a proposal that is not yours'}</strong>.
              </span>
              {own && (
                <Button size="xs" variant="default" loading={take.isPending} onClick={() => take.mutate(own.id)}>
                  Take it back
                </Button>
              )}
            </div>
          ) : all.length === 0 ? (
            <p>You belong to no proposal. Staff make them and let people in.</p>
          ) : (
            <div className={css.row}>
              <NativeSelect
                aria-label="Proposal"
                value={chosen}
                onChange={(event) => setChosen(event.currentTarget.value)}
                data={[{ value: '', label: 'choose a proposal' }, ...all.map((proposal) => ({ value: proposal.id, label: `${proposal.number} ${proposal.title}` }))]}
              />
              <Button size="xs" disabled={chosen === ''} loading={give.isPending} onClick={() => give.mutate()}>
                Give it to the proposal
              </Button>
            </div>
          );
        }}
      </Await>
      {error && <ErrorNotice error={error} />}
    </Card>
  );
}
