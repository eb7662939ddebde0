import { Box, Menu, UnstyledButton } from '@mantine/core';
import { IconChevronDown, IconMenu2 } from '@tabler/icons-react';
import { NavLink, useLocation } from 'react-router';
import { useUser } from '../session/session-context.js';
import classes from './main-navigation.module.css';
import { type NavigationPage, pagesFor } from './navigation.js';

/** The pages that the user's roles open: side by side where there is room, in a menu on a phone. */
export function MainNavigation() {
  const { permissions } = useUser();
  const pages = pagesFor(permissions);
  return (
    <>
      <Box component="nav" aria-label="Main" className={classes.nav ?? ''} visibleFrom="md">
        {pages.map(({ to, label, Icon }) => (
          <NavLink key={to} to={to} className={classes.link ?? ''}>
            <Icon size={18} stroke={1.7} className={classes.icon ?? ''} aria-hidden />
            {label}
          </NavLink>
        ))}
      </Box>
      <NavigationMenu pages={pages} />
    </>
  );
}

function NavigationMenu({ pages }: { readonly pages: readonly NavigationPage[] }) {
  const { pathname } = useLocation();
  const current = pages.find(({ to }) => pathname.startsWith(to));
  return (
    <Menu position="bottom-start" width={220} shadow="md">
      <Menu.Target>
        <UnstyledButton
          className={classes.link ?? ''}
          hiddenFrom="md"
          aria-label={current ? `Pages, ${current.label} is open` : 'Pages'}
        >
          <IconMenu2 size={19} stroke={1.7} aria-hidden />
          {current?.label ?? 'Pages'}
          <IconChevronDown size={15} stroke={1.7} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {pages.map(({ to, label, Icon }) => (
          <Menu.Item
            key={to}
            component={NavLink}
            to={to}
            className={classes.item ?? ''}
            leftSection={<Icon size={18} stroke={1.7} aria-hidden />}
          >
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
