import { Center, Loader } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { useState } from 'react';
import { LoadFailure } from '../api/load-failure.js';
import { useUser } from '../session/session-context.js';
import { CartPanel } from './cart-panel.js';
import { ProductCatalogue } from './product-catalogue.js';
import classes from './till-page.module.css';
import { useTill } from './use-till.js';
import type { Workstation } from './workstation-list.js';
import { useWorkstations } from './workstations.js';

export function TillPage() {
  const { data, error, retry } = useWorkstations();
  const { organization } = useUser();
  const [chosen, choose] = useLocalStorage({
    key: `business-control.workstation.${organization.organizationId}`,
    defaultValue: '',
    getInitialValueInEffect: false,
  });
  const [shownId, setShownId] = useState<string>();
  const workstations = data?.items ?? [];
  const withId = (wanted: string | undefined) => workstations.find(({ posId }) => posId === wanted);
  // Nobody who chose none is moved to another till when the first by name is another one.
  const workstation = withId(chosen) ?? withId(shownId) ?? workstations[0];
  if (workstation && workstation.posId !== shownId) setShownId(workstation.posId);
  if (!data) {
    return (
      <Center h="60dvh" p="md">
        {error ? (
          <LoadFailure what="the tills" error={error} retry={retry} />
        ) : (
          <Loader aria-label="Loading the till" />
        )}
      </Center>
    );
  }
  if (!workstation) return <Center h="60dvh">Your organization has no till yet.</Center>;
  return (
    <Workplace
      key={workstation.posId}
      workstation={workstation}
      workstations={workstations}
      onChooseWorkstation={choose}
    />
  );
}

interface WorkplaceProps {
  readonly workstation: Workstation;
  readonly workstations: readonly Workstation[];
  readonly onChooseWorkstation: (posId: string) => void;
}

function Workplace({ workstation, workstations, onChooseWorkstation }: WorkplaceProps) {
  const till = useTill(workstation.posId);
  const maySell = useUser().permissions.includes('pos.sell');
  return (
    <div className={classes.till}>
      <ProductCatalogue
        workstation={workstation}
        disabled={!maySell}
        onChoose={({ productId }) => void till.addProduct(productId)}
      />
      <CartPanel
        till={till}
        maySell={maySell}
        workstation={workstation}
        workstations={workstations}
        onChooseWorkstation={onChooseWorkstation}
      />
    </div>
  );
}
