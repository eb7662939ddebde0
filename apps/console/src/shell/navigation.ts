import type { Permission } from '@business-control/realtime-contracts';
import {
  IconActivity,
  IconBasket,
  IconBuildingStore,
  IconBuildingWarehouse,
  IconCashRegister,
  IconChartBar,
  IconClipboardList,
  IconMessages,
  type IconProps,
  IconReceipt,
  IconUsers,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
import { holdsAny, type Wanted } from '../session/holds-any.js';

/**
 * A page of the console. Its address is none of core-api's first path segments: a browser that reloads the page would get their answer
 * instead.
 */
export interface NavigationPage {
  readonly to: string;
  readonly label: string;
  readonly Icon: ComponentType<IconProps>;
  /** Without it the page has nothing to show. */
  readonly permission?: Wanted;
  /** Without it the page is one to look at, and nobody begins there. */
  readonly beginsWith?: Permission;
}

/** With any of them somebody has a conversation to take part in. */
export const CHAT_PERMISSIONS = ['chat.staff', 'chat.direct', 'chat.help.answer', 'chat.help'] as const;

/** With any of them somebody has something to set up. */
export const SHOP_PERMISSIONS = ['branches.manage', 'pos.manage'] as const;

const pages: readonly NavigationPage[] = [
  { to: '/till', label: 'Till', Icon: IconCashRegister, permission: 'pos.read', beginsWith: 'pos.sell' },
  { to: '/stock', label: 'Stock', Icon: IconBuildingWarehouse, permission: 'inventory.read' },
  { to: '/order-book', label: 'Orders', Icon: IconClipboardList, permission: 'orders.read' },
  { to: '/my-orders', label: 'My orders', Icon: IconBasket, permission: 'orders.own' },
  { to: '/conversations', label: 'Chat', Icon: IconMessages, permission: CHAT_PERMISSIONS },
  { to: '/dashboard', label: 'Dashboard', Icon: IconChartBar, permission: 'dashboards.read' },
  { to: '/sales', label: 'Sales', Icon: IconReceipt, permission: 'pos.read' },
  { to: '/people', label: 'People', Icon: IconUsers, permission: 'identity.read' },
  { to: '/shop', label: 'Shop', Icon: IconBuildingStore, permission: SHOP_PERMISSIONS },
  { to: '/feed', label: 'Live feed', Icon: IconActivity },
];

/** The pages that the permissions open. */
export function pagesFor(permissions: readonly Permission[]): readonly NavigationPage[] {
  return pages.filter(({ permission }) => permission === undefined || holdsAny(permissions, permission));
}

/** Where somebody with the permissions begins: the first of their pages on which they have something to do. */
export function landingFor(permissions: readonly Permission[]): string {
  const begins = ({ beginsWith }: NavigationPage) =>
    beginsWith === undefined || permissions.includes(beginsWith);
  return pagesFor(permissions).find(begins)?.to ?? '/feed';
}
