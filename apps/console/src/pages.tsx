import { Center, Loader } from '@mantine/core';
import { lazy, type ReactNode, Suspense } from 'react';
import { Navigate, Route, Routes, useMatch } from 'react-router';
import { LoginPage } from './login/login-page.js';
import type { Wanted } from './session/holds-any.js';
import { RequiresPermission } from './session/requires-permission.js';
import { useSignedInUser } from './session/session-context.js';
import { CHAT_PERMISSIONS, landingFor, SHOP_PERMISSIONS } from './shell/navigation.js';
import { PageBoundary } from './shell/page-boundary.js';

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
const PeoplePage = lazy(() => import('./people/people-page.js').then((m) => ({ default: m.PeoplePage })));
const ShopPage = lazy(() => import('./shop/shop-page.js').then((m) => ({ default: m.ShopPage })));
const AccountPage = lazy(() => import('./account/account-page.js').then((m) => ({ default: m.AccountPage })));
const ChatPage = lazy(() => import('./chat/chat-page.js').then((m) => ({ default: m.ChatPage })));
const VisitorPage = lazy(() => import('./help/visitor-page.js').then((m) => ({ default: m.VisitorPage })));

/** Anybody may ask an organization for help. Elsewhere nobody signed in sees the login, and lands at the address after signing in. */
export function Pages() {
  const user = useSignedInUser();
  const { organizationSlug } = useMatch('/help/:organizationSlug')?.params ?? {};
  if (organizationSlug !== undefined) {
    return (
      <PageBoundary key={organizationSlug}>
        <Suspense fallback={<PageLoader />}>
          <VisitorPage key={organizationSlug} organization={organizationSlug} />
        </Suspense>
      </PageBoundary>
    );
  }
  if (!user) return <LoginPage />;
  return (
    <PageBoundary key={user.userId}>
      <Suspense fallback={<PageLoader />}>
        <Routes>
          <Route element={<Workplace key={user.userId} />}>
            <Route path="/till" element={requiring('pos.read', <TillPage />)} />
            <Route path="/stock" element={requiring('inventory.read', <StockPage />)} />
            <Route path="/order-book" element={requiring('orders.read', <OrdersPage />)} />
            <Route path="/my-orders" element={requiring('orders.own', <MyOrdersPage />)} />
            <Route path="/conversations/:kind?/:id?" element={requiring(CHAT_PERMISSIONS, <ChatPage />)} />
            <Route path="/dashboard" element={requiring('dashboards.read', <DashboardPage />)} />
            <Route path="/sales" element={requiring('pos.read', <SalesPage />)} />
            <Route path="/feed" element={<FeedPage />} />
            <Route path="/people" element={requiring('identity.read', <PeoplePage />)} />
            <Route path="/shop" element={requiring(SHOP_PERMISSIONS, <ShopPage />)} />
            <Route path="/account" element={<AccountPage />} />
            <Route path="*" element={<Navigate to={landingFor(user.permissions)} replace />} />
          </Route>
        </Routes>
      </Suspense>
    </PageBoundary>
  );
}

function requiring(permission: Wanted, page: ReactNode) {
  return <RequiresPermission permission={permission}>{page}</RequiresPermission>;
}

function PageLoader() {
  return (
    <Center h="60dvh">
      <Loader aria-label="Loading" />
    </Center>
  );
}
