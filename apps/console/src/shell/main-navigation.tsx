import type { Permission } from '@business-control/realtime-contracts';
import {
  IconActivity,
  IconCashRegister,
  IconChartBar,
  type IconProps,
  IconReceipt,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
import { NavLink } from 'react-router';
import { useUser } from '../session/session-context.js';
import classes from './main-navigation.module.css';

interface Page {
  readonly to: string;
  readonly label: string;
  readonly Icon: ComponentType<IconProps>;
  /** Without it the page has nothing to show. */
  readonly permission?: Permission;
}

const pages: readonly Page[] = [
  { to: '/till', label: 'Till', Icon: IconCashRegister, permission: 'pos.read' },
  { to: '/dashboard', label: 'Dashboard', Icon: IconChartBar, permission: 'dashboards.read' },
  { to: '/sales', label: 'Sales', Icon: IconReceipt, permission: 'pos.read' },
  { to: '/feed', label: 'Live feed', Icon: IconActivity },
];

/** The pages that the user's roles open. */
export function MainNavigation() {
  const { permissions } = useUser();
  return (
    <nav aria-label="Main" className={classes.nav}>
      {pages
        .filter(({ permission }) => permission === undefined || permissions.includes(permission))
        .map(({ to, label, Icon }) => (
          <NavLink key={to} to={to} className={classes.link ?? ''}>
            <Icon size={18} stroke={1.7} aria-hidden />
            {label}
          </NavLink>
        ))}
    </nav>
  );
}
