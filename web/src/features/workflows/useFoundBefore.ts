import { useQueries } from '@tanstack/react-query';
import { queries } from '../../api/queries';
import type { Run } from '../../api/types';
import { sample } from '../../ui/format';
import type { Field } from './fields';

/** What an earlier run found for parameters that were left to it: results of the parameter's name, such as the centre. */
export function useFoundBefore(fields: Field[], earlier: Run | undefined): Record<string, string> {
  const found = fields.flatMap((field) => {
    const place = earlier?.outputs[field.name];
    return place && (earlier.request?.set ?? {})[field.name] === undefined ? [{ field: field.name, cube: `${place.dataset}/${place.cube}` }] : [];
  });
  const answers = useQueries({ queries: found.map(({ cube }) => queries.statistics(cube)) });
  return Object.fromEntries(
    found.flatMap(({ field }, index) => {
      const mean = answers[index]?.data?.mean;
      return mean === undefined ? [] : [[field, sample(mean)]];
    }),
  );
}
