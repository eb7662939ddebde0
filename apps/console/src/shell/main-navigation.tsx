import { IconActivity, IconCashRegister, IconReceipt } from '@tabler/icons-react';
import { NavLink } from 'react-router';
import classes from './main-navigation.module.css';

const pages = [
  { to: '/till', label: 'Till', Icon: IconCashRegister },
  { to: '/feed', label: 'Live feed', Icon: IconActivity },
  { to: '/sales', label: 'Sales', Icon: IconReceipt },
];

export function MainNavigation() {
  return (
    <nav aria-label="Main" className={classes.nav}>
      {pages.map(({ to, label, Icon }) => (
        <NavLink key={to} to={to} className={classes.link ?? ''}>
          <Icon size={18} stroke={1.7} aria-hidden />
          {label}
        </NavLink>
      ))}
    </nav>
  );
}
