import type { Permission } from '@business-control/realtime-contracts';
import {
  IconActivity,
  IconBasket,
  IconBuildingWarehouse,
  IconCashRegister,
  IconChartBar,
  IconClipboardList,
  type IconProps,
  IconReceipt,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';

/**
 * A page of the console. Its address is none of core-api's first path segments: a browser that reloads the page would get their answer
 * instead.
 */
export interface NavigationPage {
  readonly to: string;
  readonly label: string;
  readonly Icon: ComponentType<IconProps>;
  /** Without it the page has nothing to show. */
  readonly permission?: Permission;
  /** Without it the page is one to look at, and nobody begins there. */
  readonly beginsWith?: Permission;
}

const pages: readonly NavigationPage[] = [
  { to: '/till', label: 'Till', Icon: IconCashRegister, permission: 'pos.read', beginsWith: 'pos.sell' },
  { to: '/stock', label: 'Stock', Icon: IconBuildingWarehouse, permission: 'inventory.read' },
  { to: '/order-book', label: 'Orders', Icon: IconClipboardList, permission: 'orders.read' },
  { to: '/my-orders', label: 'My orders', Icon: IconBasket, permission: 'orders.own' },
  { to: '/dashboard', label: 'Dashboard', Icon: IconChartBar, permission: 'dashboards.read' },
  { to: '/sales', label: 'Sales', Icon: IconReceipt, permission: 'pos.read' },
  { to: '/feed', label: 'Live feed', Icon: IconActivity },
];

/** The pages that the permissions open. */
export function pagesFor(permissions: readonly Permission[]): readonly NavigationPage[] {
  return pages.filter(({ permission }) => permission === undefined || permissions.includes(permission));
}

/** Where somebody with the permissions begins: the first of their pages on which they have something to do. */
export function landingFor(permissions: readonly Permission[]): string {
  const begins = ({ beginsWith }: NavigationPage) =>
    beginsWith === undefined || permissions.includes(beginsWith);
  return pagesFor(permissions).find(begins)?.to ?? '/feed';
}
