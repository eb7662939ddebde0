import type { Permission } from '@business-control/realtime-contracts';
import { Center, Loader } from '@mantine/core';
import { lazy, type ReactNode, Suspense } from 'react';
import { Navigate, Route, Routes } from 'react-router';
import { LoginPage } from './login/login-page.js';
import { RequiresPermission } from './session/requires-permission.js';
import { useSignedInUser } from './session/session-context.js';
import { landingFor } from './shell/navigation.js';

const Workplace = lazy(() => import('./shell/workplace.js').then((m) => ({ default: m.Workplace })));
const TillPage = lazy(() => import('./till/till-page.js').then((m) => ({ default: m.TillPage })));
const FeedPage = lazy(() => import('./feed/feed-page.js').then((m) => ({ default: m.FeedPage })));
const SalesPage = lazy(() => import('./sales/sales-page.js').then((m) => ({ default: m.SalesPage })));
const DashboardPage = lazy(() =>
  import('./dashboard/dashboard-page.js').then((m) => ({ default: m.DashboardPage })),
);
const StockPage = lazy(() => import('./stock/stock-page.js').then((m) => ({ default: m.StockPage })));
const OrdersPage = lazy(() => import('./orders/orders-page.js').then((m) => ({ default: m.OrdersPage })));
const MyOrdersPage = lazy(() =>
  import('./orders/my-orders-page.js').then((m) => ({ default: m.MyOrdersPage })),
);

/** Nobody signed in sees the login, at whatever address, and lands there after signing in. */
export function Pages() {
  const user = useSignedInUser();
  if (!user) return <LoginPage />;
  return (
    <Suspense fallback={<PageLoader />}>
      <Routes>
        <Route element={<Workplace key={user.userId} />}>
          <Route path="/till" element={requiring('pos.read', <TillPage />)} />
          <Route path="/stock" element={requiring('inventory.read', <StockPage />)} />
          <Route path="/order-book" element={requiring('orders.read', <OrdersPage />)} />
          <Route path="/my-orders" element={requiring('orders.own', <MyOrdersPage />)} />
          <Route path="/dashboard" element={requiring('dashboards.read', <DashboardPage />)} />
          <Route path="/sales" element={requiring('pos.read', <SalesPage />)} />
          <Route path="/feed" element={<FeedPage />} />
          <Route path="*" element={<Navigate to={landingFor(user.permissions)} replace />} />
        </Route>
      </Routes>
    </Suspense>
  );
}

function requiring(permission: Permission, page: ReactNode) {
  return <RequiresPermission permission={permission}>{page}</RequiresPermission>;
}

function PageLoader() {
  return (
    <Center h="60dvh">
      <Loader aria-label="Loading" />
    </Center>
  );
}
