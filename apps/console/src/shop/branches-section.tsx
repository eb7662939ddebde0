import { Skeleton, Stack, Text } from '@mantine/core';
import { LoadFailure } from '../api/load-failure.js';
import { useCommand } from '../api/use-command.js';
import { useBranches } from '../branches/use-branches.js';
import { NameForm } from './name-form.js';
import { NamedRow } from './named-row.js';
import { ShopSection } from './shop-section.js';

/** Longest name of a branch at core-api, in characters. */
const MAX_NAME = 80;

/** For those who keep branches. */
export function BranchesSection() {
  const { data, error, retry } = useBranches();
  const { busy, give } = useCommand(retry);
  const branches = data?.items ?? [];
  return (
    <ShopSection title="Branches" about="The places of the shop. Orders and channels can be of one of them.">
      {error && !data ? <LoadFailure what="the branches" error={error} retry={retry} /> : null}
      {!data && !error && <Skeleton height={80} aria-label="Loading the branches" />}
      {data && branches.length === 0 && (
        <Text size="sm" c="dimmed">
          There is none yet.
        </Text>
      )}
      {branches.length > 0 && (
        <Stack component="ul" role="list" aria-label="Branches" gap="xs" m={0} p={0}>
          {branches.map(({ branchId, name }) => (
            <NamedRow
              key={branchId}
              name={name}
              maxLength={MAX_NAME}
              busy={busy}
              onRename={(wanted) =>
                give({
                  title: 'The branch was not renamed',
                  method: 'PATCH',
                  path: `/branches/${encodeURIComponent(branchId)}`,
                  body: { name: wanted },
                })
              }
            />
          ))}
        </Stack>
      )}
      <NameForm
        label="New branch"
        action="Add"
        maxLength={MAX_NAME}
        busy={busy}
        onName={(name) =>
          give({ title: 'The branch was not added', method: 'POST', path: '/branches', body: { name } })
        }
      />
    </ShopSection>
  );
}
