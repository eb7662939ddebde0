CREATE TABLE "alert_conditions" (
	"organization_id" text NOT NULL,
	"rule" text NOT NULL,
	"subject" text NOT NULL,
	"standing" boolean NOT NULL,
	"version" integer NOT NULL,
	"message_id" uuid,
	"severity" text,
	"message" jsonb,
	"raised_at" timestamp with time zone,
	CONSTRAINT "alert_conditions_organization_id_rule_subject_pk" PRIMARY KEY("organization_id","rule","subject")
);
--> statement-breakpoint
CREATE TABLE "alert_settings" (
	"organization_id" text PRIMARY KEY NOT NULL,
	"cash_limit" bigint,
	"expiry_warning_days" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "assignments" (
	"organization_id" text NOT NULL,
	"assignment_id" uuid NOT NULL,
	"ticket_id" uuid NOT NULL,
	"visitor_id" text NOT NULL,
	"visitor_name" text NOT NULL,
	"agent_id" text NOT NULL,
	"agent_name" text NOT NULL,
	"assigned_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	"reason" text,
	CONSTRAINT "assignments_organization_id_assignment_id_pk" PRIMARY KEY("organization_id","assignment_id")
);
--> statement-breakpoint
CREATE TABLE "assignment_agents" (
	"organization_id" text NOT NULL,
	"user_id" text NOT NULL,
	"busy_at" timestamp with time zone NOT NULL,
	CONSTRAINT "assignment_agents_organization_id_user_id_pk" PRIMARY KEY("organization_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "assignment_visits" (
	"organization_id" text NOT NULL,
	"ticket_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"visitor_id" text NOT NULL,
	"visitor_name" text NOT NULL,
	"assignee" jsonb,
	"status" text NOT NULL,
	"waiting_since" timestamp with time zone NOT NULL,
	CONSTRAINT "assignment_visits_organization_id_ticket_id_pk" PRIMARY KEY("organization_id","ticket_id")
);
--> statement-breakpoint
CREATE TABLE "branches" (
	"organization_id" text NOT NULL,
	"branch_id" text NOT NULL,
	"name" text NOT NULL,
	CONSTRAINT "branches_organization_id_branch_id_pk" PRIMARY KEY("organization_id","branch_id"),
	CONSTRAINT "branches_name" UNIQUE("organization_id","name")
);
--> statement-breakpoint
CREATE TABLE "chat_channel_members" (
	"organization_id" text NOT NULL,
	"channel_id" uuid NOT NULL,
	"user_id" text NOT NULL,
	"display_name" text NOT NULL,
	"added_at" timestamp with time zone NOT NULL,
	CONSTRAINT "chat_channel_members_organization_id_channel_id_user_id_pk" PRIMARY KEY("organization_id","channel_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "chat_channels" (
	"organization_id" text NOT NULL,
	"channel_id" uuid NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"branch_id" text,
	"archived_at" timestamp with time zone,
	CONSTRAINT "chat_channels_organization_id_channel_id_pk" PRIMARY KEY("organization_id","channel_id")
);
--> statement-breakpoint
CREATE TABLE "chat_conversations" (
	"organization_id" text NOT NULL,
	"kind" text NOT NULL,
	"conversation_id" text NOT NULL,
	"last_position" integer NOT NULL,
	"last_message_id" uuid NOT NULL,
	CONSTRAINT "chat_conversations_organization_id_kind_conversation_id_pk" PRIMARY KEY("organization_id","kind","conversation_id")
);
--> statement-breakpoint
CREATE TABLE "chat_messages" (
	"organization_id" text NOT NULL,
	"message_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"conversation_id" text NOT NULL,
	"position" integer NOT NULL,
	"user_id" text NOT NULL,
	"display_name" text NOT NULL,
	"device_id" text,
	"client_message_id" text,
	"text" text NOT NULL,
	"sent_at" timestamp with time zone NOT NULL,
	CONSTRAINT "chat_messages_organization_id_message_id_pk" PRIMARY KEY("organization_id","message_id"),
	CONSTRAINT "chat_messages_position" UNIQUE("organization_id","kind","conversation_id","position"),
	CONSTRAINT "chat_messages_sent_once" UNIQUE("organization_id","user_id","client_message_id")
);
--> statement-breakpoint
CREATE TABLE "chat_participants" (
	"organization_id" text NOT NULL,
	"kind" text NOT NULL,
	"conversation_id" text NOT NULL,
	"user_id" text NOT NULL,
	"display_name" text NOT NULL,
	"read_position" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "chat_participants_organization_id_kind_conversation_id_user_id_pk" PRIMARY KEY("organization_id","kind","conversation_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "chat_tickets" (
	"organization_id" text NOT NULL,
	"ticket_id" uuid NOT NULL,
	"subject" text,
	"status" text NOT NULL,
	"version" integer NOT NULL,
	"requester_id" text NOT NULL,
	"requester_name" text NOT NULL,
	"requester_kind" text NOT NULL,
	"assignee" jsonb,
	"opened_at" timestamp with time zone NOT NULL,
	"closed_at" timestamp with time zone,
	"last_message_at" timestamp with time zone,
	CONSTRAINT "chat_tickets_organization_id_ticket_id_pk" PRIMARY KEY("organization_id","ticket_id")
);
--> statement-breakpoint
CREATE TABLE "customer_account_entries" (
	"organization_id" text NOT NULL,
	"customer_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"kind" text NOT NULL,
	"amount" bigint NOT NULL,
	"balance" bigint NOT NULL,
	"reference" text,
	"entered_by" jsonb NOT NULL,
	"entered_at" timestamp with time zone NOT NULL,
	CONSTRAINT "customer_account_entries_organization_id_customer_id_version_pk" PRIMARY KEY("organization_id","customer_id","version"),
	CONSTRAINT "customer_account_entries_amount" CHECK ("customer_account_entries"."amount" > 0)
);
--> statement-breakpoint
CREATE TABLE "customers" (
	"organization_id" text NOT NULL,
	"customer_id" uuid NOT NULL,
	"name" text NOT NULL,
	"email" text,
	"phone" text,
	"user_id" text,
	"currency" char(3) NOT NULL,
	"credit_limit" bigint NOT NULL,
	"balance" bigint NOT NULL,
	"version" integer NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "customers_organization_id_customer_id_pk" PRIMARY KEY("organization_id","customer_id"),
	CONSTRAINT "customers_user" UNIQUE("organization_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "dashboard_counted" (
	"organization_id" text NOT NULL,
	"date" date NOT NULL,
	"kind" text NOT NULL,
	"id" uuid NOT NULL,
	CONSTRAINT "dashboard_counted_organization_id_date_kind_id_pk" PRIMARY KEY("organization_id","date","kind","id")
);
--> statement-breakpoint
CREATE TABLE "dashboard_inventory_kpis" (
	"organization_id" text PRIMARY KEY NOT NULL,
	"version" integer NOT NULL,
	"as_of" date NOT NULL,
	"expiring_by" date NOT NULL
);
--> statement-breakpoint
CREATE TABLE "dashboard_publications" (
	"organization_id" text NOT NULL,
	"read_model" text NOT NULL,
	"published_at" timestamp with time zone,
	"dirty" text[] NOT NULL,
	CONSTRAINT "dashboard_publications_organization_id_read_model_pk" PRIMARY KEY("organization_id","read_model")
);
--> statement-breakpoint
CREATE TABLE "dashboard_sales_days" (
	"organization_id" text NOT NULL,
	"date" date NOT NULL,
	"sales_count" integer NOT NULL,
	"total" bigint NOT NULL,
	"units" integer NOT NULL,
	"refunds_count" integer NOT NULL,
	"refunds_total" bigint NOT NULL,
	"by_hour" jsonb NOT NULL,
	"by_till" jsonb NOT NULL,
	"version" integer NOT NULL,
	CONSTRAINT "dashboard_sales_days_organization_id_date_pk" PRIMARY KEY("organization_id","date")
);
--> statement-breakpoint
CREATE TABLE "dashboard_sold_products" (
	"organization_id" text NOT NULL,
	"date" date NOT NULL,
	"product_id" uuid NOT NULL,
	"sku" text NOT NULL,
	"name" text NOT NULL,
	"quantity" integer NOT NULL,
	"total" bigint NOT NULL,
	"last_sold_at" timestamp with time zone NOT NULL,
	CONSTRAINT "dashboard_sold_products_organization_id_date_product_id_pk" PRIMARY KEY("organization_id","date","product_id")
);
--> statement-breakpoint
CREATE TABLE "dashboard_stock_levels" (
	"organization_id" text NOT NULL,
	"warehouse_id" uuid NOT NULL,
	"product_id" uuid NOT NULL,
	"on_hand" integer NOT NULL,
	"available" integer NOT NULL,
	"minimum" integer NOT NULL,
	"unit_cost" bigint NOT NULL,
	"expiries" date[] NOT NULL,
	"archived" boolean NOT NULL,
	"version" integer NOT NULL,
	CONSTRAINT "dashboard_stock_levels_organization_id_warehouse_id_product_id_pk" PRIMARY KEY("organization_id","warehouse_id","product_id")
);
--> statement-breakpoint
CREATE TABLE "simulations" (
	"organization_id" text PRIMARY KEY NOT NULL,
	"sales_per_minute" integer NOT NULL,
	"started_by" jsonb NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"until" timestamp with time zone NOT NULL,
	"sold_up_to" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "inventory_count_sessions" (
	"organization_id" text NOT NULL,
	"count_session_id" uuid NOT NULL,
	"warehouse_id" uuid NOT NULL,
	"name" text NOT NULL,
	"status" text NOT NULL,
	"version" integer NOT NULL,
	"movement_id" uuid,
	"opened_by" jsonb NOT NULL,
	"opened_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "inventory_count_sessions_organization_id_count_session_id_pk" PRIMARY KEY("organization_id","count_session_id")
);
--> statement-breakpoint
CREATE TABLE "inventory_counts" (
	"organization_id" text NOT NULL,
	"count_session_id" uuid NOT NULL,
	"product_id" uuid NOT NULL,
	"sku" text NOT NULL,
	"name" text NOT NULL,
	"expected" integer NOT NULL,
	"counted" integer NOT NULL,
	"counted_by" jsonb NOT NULL,
	"counted_at" timestamp with time zone NOT NULL,
	CONSTRAINT "inventory_counts_organization_id_count_session_id_product_id_pk" PRIMARY KEY("organization_id","count_session_id","product_id"),
	CONSTRAINT "inventory_counts_counted" CHECK ("inventory_counts"."counted" >= 0)
);
--> statement-breakpoint
CREATE TABLE "inventory_batches" (
	"organization_id" text NOT NULL,
	"warehouse_id" uuid NOT NULL,
	"product_id" uuid NOT NULL,
	"code" text NOT NULL,
	"expires_on" date,
	"on_hand" integer NOT NULL,
	CONSTRAINT "inventory_batches_organization_id_warehouse_id_product_id_code_pk" PRIMARY KEY("organization_id","warehouse_id","product_id","code"),
	CONSTRAINT "inventory_batches_on_hand" CHECK ("inventory_batches"."on_hand" > 0)
);
--> statement-breakpoint
CREATE TABLE "inventory_settings" (
	"organization_id" text PRIMARY KEY NOT NULL,
	"allow_negative_stock" boolean NOT NULL
);
--> statement-breakpoint
CREATE TABLE "inventory_movements" (
	"organization_id" text NOT NULL,
	"movement_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"status" text NOT NULL,
	"version" integer NOT NULL,
	"warehouse_id" uuid NOT NULL,
	"to_warehouse_id" uuid,
	"lines" jsonb NOT NULL,
	"changes" jsonb NOT NULL,
	"reason" text,
	"reference" jsonb,
	"created_by" jsonb NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"applied_at" timestamp with time zone,
	"reversed_at" timestamp with time zone,
	CONSTRAINT "inventory_movements_organization_id_movement_id_pk" PRIMARY KEY("organization_id","movement_id")
);
--> statement-breakpoint
CREATE TABLE "inventory_products" (
	"organization_id" text NOT NULL,
	"product_id" uuid NOT NULL,
	"sku" text NOT NULL,
	"name" text NOT NULL,
	"unit_price" bigint NOT NULL,
	"tax_rate" integer NOT NULL,
	"unit_cost" bigint NOT NULL,
	"minimum_stock" integer NOT NULL,
	"archived_at" timestamp with time zone,
	CONSTRAINT "inventory_products_organization_id_product_id_pk" PRIMARY KEY("organization_id","product_id"),
	CONSTRAINT "inventory_products_sku" UNIQUE("organization_id","sku")
);
--> statement-breakpoint
CREATE TABLE "inventory_stock_levels" (
	"organization_id" text NOT NULL,
	"warehouse_id" uuid NOT NULL,
	"product_id" uuid NOT NULL,
	"on_hand" integer DEFAULT 0 NOT NULL,
	"reserved" integer DEFAULT 0 NOT NULL,
	"version" integer DEFAULT 0 NOT NULL,
	"movement_id" uuid,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "inventory_stock_levels_organization_id_warehouse_id_product_id_pk" PRIMARY KEY("organization_id","warehouse_id","product_id"),
	CONSTRAINT "inventory_stock_levels_reserved" CHECK ("inventory_stock_levels"."reserved" >= 0)
);
--> statement-breakpoint
CREATE TABLE "inventory_warehouses" (
	"organization_id" text NOT NULL,
	"warehouse_id" uuid NOT NULL,
	"name" text NOT NULL,
	CONSTRAINT "inventory_warehouses_organization_id_warehouse_id_pk" PRIMARY KEY("organization_id","warehouse_id"),
	CONSTRAINT "inventory_warehouses_name" UNIQUE("organization_id","name")
);
--> statement-breakpoint
CREATE TABLE "notification_inboxes" (
	"organization_id" text NOT NULL,
	"user_id" text NOT NULL,
	"newest" integer NOT NULL,
	"read_up_to" integer NOT NULL,
	CONSTRAINT "notification_inboxes_organization_id_user_id_pk" PRIMARY KEY("organization_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "notifications" (
	"organization_id" text NOT NULL,
	"user_id" text NOT NULL,
	"place" integer NOT NULL,
	"notification_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"title" text NOT NULL,
	"text" text NOT NULL,
	"subject" jsonb,
	"created_at" timestamp with time zone NOT NULL,
	"read_at" timestamp with time zone,
	CONSTRAINT "notifications_organization_id_user_id_place_pk" PRIMARY KEY("organization_id","user_id","place"),
	CONSTRAINT "notifications_id" UNIQUE("organization_id","user_id","notification_id")
);
--> statement-breakpoint
CREATE TABLE "order_changes" (
	"organization_id" text NOT NULL,
	"order_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"from" text NOT NULL,
	"to" text NOT NULL,
	"reason" text,
	"changed_by" jsonb NOT NULL,
	"changed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "order_changes_organization_id_order_id_version_pk" PRIMARY KEY("organization_id","order_id","version")
);
--> statement-breakpoint
CREATE TABLE "order_numbers" (
	"organization_id" text PRIMARY KEY NOT NULL,
	"last" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "order_payments" (
	"organization_id" text NOT NULL,
	"payment_id" uuid NOT NULL,
	"order_id" uuid NOT NULL,
	"external_id" text,
	"method" text NOT NULL,
	"status" text NOT NULL,
	"amount" bigint NOT NULL,
	"reported_by" jsonb NOT NULL,
	"reported_at" timestamp with time zone NOT NULL,
	CONSTRAINT "order_payments_organization_id_payment_id_pk" PRIMARY KEY("organization_id","payment_id"),
	CONSTRAINT "order_payments_external_id" UNIQUE("organization_id","external_id")
);
--> statement-breakpoint
CREATE TABLE "orders" (
	"organization_id" text NOT NULL,
	"order_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"channel" text NOT NULL,
	"status" text NOT NULL,
	"version" integer NOT NULL,
	"branch_id" text,
	"warehouse_id" uuid NOT NULL,
	"customer_id" uuid,
	"customer_user_id" text,
	"customer_name" text NOT NULL,
	"currency" char(3) NOT NULL,
	"lines" jsonb NOT NULL,
	"total" bigint NOT NULL,
	"tax" bigint NOT NULL,
	"payment" jsonb,
	"sale_id" uuid,
	"note" text,
	"created_by" jsonb NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "orders_organization_id_order_id_pk" PRIMARY KEY("organization_id","order_id"),
	CONSTRAINT "orders_number" UNIQUE("organization_id","number")
);
--> statement-breakpoint
CREATE TABLE "connection_gateways" (
	"organization_id" text NOT NULL,
	"gateway_id" text NOT NULL,
	"heard_at" timestamp with time zone NOT NULL,
	CONSTRAINT "connection_gateways_organization_id_gateway_id_pk" PRIMARY KEY("organization_id","gateway_id")
);
--> statement-breakpoint
CREATE TABLE "connection_states" (
	"organization_id" text NOT NULL,
	"user_id" text NOT NULL,
	"state" text NOT NULL,
	"since" timestamp with time zone NOT NULL,
	CONSTRAINT "connection_states_organization_id_user_id_pk" PRIMARY KEY("organization_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "connections" (
	"organization_id" text NOT NULL,
	"connection_id" text NOT NULL,
	"gateway_id" text NOT NULL,
	"user_id" text NOT NULL,
	"device_id" text,
	"opened_at" timestamp with time zone NOT NULL,
	"closed_at" timestamp with time zone,
	CONSTRAINT "connections_organization_id_connection_id_pk" PRIMARY KEY("organization_id","connection_id")
);
--> statement-breakpoint
CREATE TABLE "visitor_sessions" (
	"organization_id" text NOT NULL,
	"visitor_id" text NOT NULL,
	"session_id" uuid NOT NULL,
	"ticket_id" uuid NOT NULL,
	"display_name" text NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	CONSTRAINT "visitor_sessions_organization_id_visitor_id_pk" PRIMARY KEY("organization_id","visitor_id")
);
--> statement-breakpoint
CREATE TABLE "reacted_facts" (
	"organization_id" text NOT NULL,
	"queue" text NOT NULL,
	"fact_id" uuid NOT NULL,
	"reacted_at" timestamp with time zone NOT NULL,
	CONSTRAINT "reacted_facts_organization_id_queue_fact_id_pk" PRIMARY KEY("organization_id","queue","fact_id")
);
--> statement-breakpoint
-- Goods lie in warehouses now: each shop has the one that its tills sell from. Ids rise with time, as everywhere.
CREATE FUNCTION "uuid_of_now"() RETURNS uuid LANGUAGE sql VOLATILE AS $$
  SELECT encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
    PLACING substring(int8send((extract(epoch FROM clock_timestamp()) * 1000)::bigint) FROM 3) FROM 1 FOR 6), 52, 1), 53, 1), 'hex')::uuid
$$;--> statement-breakpoint
INSERT INTO "inventory_warehouses" ("organization_id", "warehouse_id", "name")
SELECT "organization_id", "uuid_of_now"(), 'Shop floor'
FROM (SELECT "organization_id" FROM "pos_workstations" UNION SELECT "organization_id" FROM "pos_products") "shops";--> statement-breakpoint
-- What lay on the counter was sold, whatever had been counted; so it is until somebody says otherwise.
INSERT INTO "inventory_settings" ("organization_id", "allow_negative_stock")
SELECT "organization_id", true FROM "inventory_warehouses";--> statement-breakpoint
INSERT INTO "inventory_products" ("organization_id", "product_id", "sku", "name", "unit_price", "tax_rate", "unit_cost", "minimum_stock")
SELECT "organization_id", "product_id", "sku", "name", "unit_price", "tax_rate", 0, 0 FROM "pos_products";--> statement-breakpoint
-- What tills could sell is what lies there: adjustments of as many lines as one may have.
INSERT INTO "inventory_movements" ("organization_id", "movement_id", "kind", "status", "version", "warehouse_id", "lines", "changes", "reason", "created_by", "created_at", "applied_at")
SELECT "organization_id", "uuid_of_now"(), 'adjustment', 'applied', 2, "warehouse_id",
  jsonb_agg(jsonb_build_object('productId', "product_id", 'sku', "sku", 'name', "name", 'quantity', "available", 'batch', NULL) ORDER BY "product_id"),
  jsonb_agg(jsonb_build_object('warehouseId', "warehouse_id", 'productId', "product_id", 'batch', NULL, 'quantity', "available") ORDER BY "product_id"),
  'Opening stock', '{"userId": "system", "displayName": "System"}', date_trunc('milliseconds', now()), date_trunc('milliseconds', now())
FROM (
  SELECT *, (row_number() OVER (PARTITION BY "organization_id" ORDER BY "product_id") - 1) / 500 AS "part"
  FROM "pos_products" JOIN "inventory_warehouses" USING ("organization_id")
  WHERE "available" <> 0
) "stock"("organization_id", "product_id", "sku", "name", "unit_price", "tax_rate", "available", "warehouse_id", "warehouse", "part")
GROUP BY "organization_id", "warehouse_id", "part";--> statement-breakpoint
INSERT INTO "inventory_stock_levels" ("organization_id", "warehouse_id", "product_id", "on_hand", "version", "movement_id", "updated_at")
SELECT "organization_id", "warehouse_id", ("line"->>'productId')::uuid, ("line"->>'quantity')::integer, 1, "movement_id", "applied_at"
FROM "inventory_movements", jsonb_array_elements("lines") "line";--> statement-breakpoint
INSERT INTO "dashboard_stock_levels" ("organization_id", "warehouse_id", "product_id", "on_hand", "available", "minimum", "unit_cost", "expiries", "archived", "version")
SELECT "organization_id", "warehouse_id", "product_id", "on_hand", "on_hand", 0, 0, '{}', false, "version" FROM "inventory_stock_levels";--> statement-breakpoint
DROP FUNCTION "uuid_of_now"();--> statement-breakpoint
DROP TABLE "pos_products";--> statement-breakpoint
ALTER TABLE "pos_workstations" ADD COLUMN "warehouse_id" uuid;--> statement-breakpoint
UPDATE "pos_workstations" SET "warehouse_id" = "shop"."warehouse_id"
FROM "inventory_warehouses" "shop" WHERE "shop"."organization_id" = "pos_workstations"."organization_id";--> statement-breakpoint
ALTER TABLE "pos_workstations" ALTER COLUMN "warehouse_id" SET NOT NULL;--> statement-breakpoint
-- Of tills of the same name the first keeps it.
DO $$
DECLARE
  "till" record;
  "place" integer;
BEGIN
  FOR "till" IN
    SELECT "organization_id", "pos_id", "name" FROM "pos_workstations" "later"
    WHERE EXISTS (
      SELECT FROM "pos_workstations" "first"
      WHERE "first"."organization_id" = "later"."organization_id" AND "first"."name" = "later"."name" AND "first"."pos_id" < "later"."pos_id"
    )
    ORDER BY "organization_id", "pos_id"
  LOOP
    "place" := 2;
    WHILE EXISTS (
      SELECT FROM "pos_workstations" "other"
      WHERE "other"."organization_id" = "till"."organization_id" AND "other"."name" = "till"."name" || ' (' || "place" || ')'
    ) LOOP
      "place" := "place" + 1;
    END LOOP;
    UPDATE "pos_workstations" SET "name" = "till"."name" || ' (' || "place" || ')'
    WHERE "organization_id" = "till"."organization_id" AND "pos_id" = "till"."pos_id";
  END LOOP;
END
$$;--> statement-breakpoint
ALTER TABLE "pos_sales" ALTER COLUMN "pos_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "pos_sales" ALTER COLUMN "cart_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "pos_sales" ADD COLUMN "order_id" uuid;--> statement-breakpoint
-- A sale says by now which order it was and where its goods came from; everything else of the receipt stays as it was issued.
UPDATE "pos_sales" SET "receipt" = "receipt" || jsonb_build_object('orderId', NULL, 'warehouseId', "shop"."warehouse_id")
FROM "inventory_warehouses" "shop" WHERE "shop"."organization_id" = "pos_sales"."organization_id";--> statement-breakpoint
-- So do events that nobody was told of yet, lest they are refused. The goods of such a sale are off the stock already.
UPDATE "outbox_events" SET "version" = 2, "payload" = "payload" || jsonb_build_object('orderId', NULL, 'warehouseId', "shop"."warehouse_id")
FROM "inventory_warehouses" "shop"
WHERE "shop"."organization_id" = "outbox_events"."organization_id" AND "published_at" IS NULL AND "outbox_events"."name" = 'pos:sale:completed';--> statement-breakpoint
INSERT INTO "reacted_facts" ("organization_id", "queue", "fact_id", "reacted_at")
SELECT "organization_id", 'inventory.deduct-stock-on-sale-completed', "id", now()
FROM "outbox_events" WHERE "published_at" IS NULL AND "name" = 'pos:sale:completed';--> statement-breakpoint
UPDATE "outbox_events" SET "payload" = "payload" || jsonb_build_object('warehouseId', "shop"."warehouse_id")
FROM "inventory_warehouses" "shop"
WHERE "shop"."organization_id" = "outbox_events"."organization_id" AND "published_at" IS NULL AND "outbox_events"."name" = 'pos:inventory:availability';--> statement-breakpoint
-- The figures of what was sold so far, as a rebuild finds them; it has to find those of a time zone that only it knows.
CREATE TABLE "sold" AS
SELECT "organization_id", "sale_id", "pos_id", "completed_at", ("completed_at" AT TIME ZONE "time_zone")::date AS "date",
  extract(hour FROM "completed_at" AT TIME ZONE "time_zone")::integer AS "hour", ("receipt"->'totals'->>'total')::bigint AS "total", "receipt"->'lines' AS "lines"
FROM "pos_sales" JOIN "organizations" USING ("organization_id")
WHERE lower("time_zone") IN (SELECT lower("name") FROM "pg_timezone_names");--> statement-breakpoint
INSERT INTO "dashboard_counted" ("organization_id", "date", "kind", "id")
SELECT "organization_id", "date", 'sale', "sale_id" FROM "sold";--> statement-breakpoint
INSERT INTO "dashboard_sales_days" ("organization_id", "date", "sales_count", "total", "units", "refunds_count", "refunds_total", "by_hour", "by_till", "version")
SELECT "organization_id", "date", "day"."sales_count", "day"."total", "day"."units", 0, 0, "hours"."figures", "tills"."figures", 1
FROM (
  SELECT "organization_id", "date", count(*) AS "sales_count", sum("total") AS "total",
    sum((SELECT sum(("line"->>'quantity')::integer) FROM jsonb_array_elements("lines") "line")) AS "units"
  FROM "sold" GROUP BY "organization_id", "date"
) "day"
JOIN (
  SELECT "organization_id", "date", jsonb_agg(jsonb_build_object('hour', "hour", 'salesCount', "sales_count", 'total', "total") ORDER BY "hour") AS "figures"
  FROM (SELECT "organization_id", "date", "hour", count(*) AS "sales_count", sum("total") AS "total" FROM "sold" GROUP BY "organization_id", "date", "hour") "hour"
  GROUP BY "organization_id", "date"
) "hours" USING ("organization_id", "date")
JOIN (
  SELECT "organization_id", "date", jsonb_agg(jsonb_build_object('posId', "pos_id", 'salesCount', "sales_count", 'total', "total") ORDER BY "pos_id") AS "figures"
  FROM (SELECT "organization_id", "date", "pos_id", count(*) AS "sales_count", sum("total") AS "total" FROM "sold" GROUP BY "organization_id", "date", "pos_id") "till"
  GROUP BY "organization_id", "date"
) "tills" USING ("organization_id", "date");--> statement-breakpoint
-- What a discount takes off a whole sale comes off its lines, so that they add up to it.
INSERT INTO "dashboard_sold_products" ("organization_id", "date", "product_id", "sku", "name", "quantity", "total", "last_sold_at")
SELECT "organization_id", "date", "product_id", (array_agg("sku" ORDER BY "completed_at" DESC, "sale_id", "place"))[1],
  (array_agg("name" ORDER BY "completed_at" DESC, "sale_id", "place"))[1], sum("quantity"), sum("share"), max("completed_at")
FROM (
  SELECT *, "up_to_here" - lag("up_to_here", 1, 0::bigint) OVER (PARTITION BY "organization_id", "sale_id" ORDER BY "place") AS "share"
  FROM (
    SELECT *, CASE WHEN "whole" = 0 THEN 0 ELSE floor("total" * ("weighed"::float8 / "whole"::float8) + 0.5)::bigint END AS "up_to_here"
    FROM (
      SELECT "organization_id", "date", "sale_id", "completed_at", "total", "place", ("line"->>'productId')::uuid AS "product_id",
        "line"->>'sku' AS "sku", "line"->>'name' AS "name", ("line"->>'quantity')::integer AS "quantity",
        sum(("line"->>'total')::bigint) OVER (PARTITION BY "organization_id", "sale_id" ORDER BY "place") AS "weighed",
        sum(("line"->>'total')::bigint) OVER (PARTITION BY "organization_id", "sale_id") AS "whole"
      FROM "sold", jsonb_array_elements("lines") WITH ORDINALITY "lines_of"("line", "place")
    ) "line"
  ) "weighed"
) "share"
GROUP BY "organization_id", "date", "product_id";--> statement-breakpoint
DROP TABLE "sold";--> statement-breakpoint
ALTER TABLE "chat_channel_members" ADD CONSTRAINT "chat_channel_members_channel" FOREIGN KEY ("organization_id","channel_id") REFERENCES "public"."chat_channels"("organization_id","channel_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chat_messages" ADD CONSTRAINT "chat_messages_conversation" FOREIGN KEY ("organization_id","kind","conversation_id") REFERENCES "public"."chat_conversations"("organization_id","kind","conversation_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "customer_account_entries" ADD CONSTRAINT "customer_account_entries_customer" FOREIGN KEY ("organization_id","customer_id") REFERENCES "public"."customers"("organization_id","customer_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inventory_count_sessions" ADD CONSTRAINT "inventory_count_sessions_warehouse" FOREIGN KEY ("organization_id","warehouse_id") REFERENCES "public"."inventory_warehouses"("organization_id","warehouse_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inventory_counts" ADD CONSTRAINT "inventory_counts_session" FOREIGN KEY ("organization_id","count_session_id") REFERENCES "public"."inventory_count_sessions"("organization_id","count_session_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inventory_counts" ADD CONSTRAINT "inventory_counts_product" FOREIGN KEY ("organization_id","product_id") REFERENCES "public"."inventory_products"("organization_id","product_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inventory_batches" ADD CONSTRAINT "inventory_batches_level" FOREIGN KEY ("organization_id","warehouse_id","product_id") REFERENCES "public"."inventory_stock_levels"("organization_id","warehouse_id","product_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inventory_movements" ADD CONSTRAINT "inventory_movements_warehouse" FOREIGN KEY ("organization_id","warehouse_id") REFERENCES "public"."inventory_warehouses"("organization_id","warehouse_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inventory_movements" ADD CONSTRAINT "inventory_movements_to_warehouse" FOREIGN KEY ("organization_id","to_warehouse_id") REFERENCES "public"."inventory_warehouses"("organization_id","warehouse_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inventory_stock_levels" ADD CONSTRAINT "inventory_stock_levels_warehouse" FOREIGN KEY ("organization_id","warehouse_id") REFERENCES "public"."inventory_warehouses"("organization_id","warehouse_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inventory_stock_levels" ADD CONSTRAINT "inventory_stock_levels_product" FOREIGN KEY ("organization_id","product_id") REFERENCES "public"."inventory_products"("organization_id","product_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_changes" ADD CONSTRAINT "order_changes_order" FOREIGN KEY ("organization_id","order_id") REFERENCES "public"."orders"("organization_id","order_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_payments" ADD CONSTRAINT "order_payments_order" FOREIGN KEY ("organization_id","order_id") REFERENCES "public"."orders"("organization_id","order_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "alert_conditions_standing" ON "alert_conditions" USING btree ("organization_id","message_id") WHERE "alert_conditions"."standing";--> statement-breakpoint
CREATE INDEX "alert_conditions_subject" ON "alert_conditions" USING btree ("rule","subject") WHERE "alert_conditions"."standing";--> statement-breakpoint
CREATE UNIQUE INDEX "assignments_open" ON "assignments" USING btree ("organization_id","ticket_id") WHERE "assignments"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "assignments_ticket" ON "assignments" USING btree ("organization_id","ticket_id");--> statement-breakpoint
CREATE INDEX "assignment_visits_visitor" ON "assignment_visits" USING btree ("organization_id","visitor_id");--> statement-breakpoint
CREATE INDEX "assignment_visits_present" ON "assignment_visits" USING btree ("organization_id","waiting_since") WHERE "assignment_visits"."status" in ('waiting', 'assigned');--> statement-breakpoint
CREATE INDEX "chat_channel_members_user" ON "chat_channel_members" USING btree ("organization_id","user_id");--> statement-breakpoint
CREATE INDEX "chat_messages_sent_at" ON "chat_messages" USING btree ("organization_id","sent_at");--> statement-breakpoint
CREATE INDEX "chat_participants_user" ON "chat_participants" USING btree ("organization_id","user_id","kind");--> statement-breakpoint
CREATE INDEX "chat_tickets_status" ON "chat_tickets" USING btree ("organization_id","status","ticket_id");--> statement-breakpoint
CREATE INDEX "chat_tickets_requester" ON "chat_tickets" USING btree ("organization_id","requester_id","ticket_id");--> statement-breakpoint
CREATE INDEX "customers_name" ON "customers" USING btree ("organization_id","name","customer_id");--> statement-breakpoint
CREATE INDEX "dashboard_publications_dirty" ON "dashboard_publications" USING btree ("published_at") WHERE cardinality("dashboard_publications"."dirty") > 0;--> statement-breakpoint
CREATE INDEX "dashboard_sold_products_best" ON "dashboard_sold_products" USING btree ("organization_id","date","total" DESC NULLS LAST,"product_id");--> statement-breakpoint
CREATE UNIQUE INDEX "inventory_count_sessions_running" ON "inventory_count_sessions" USING btree ("organization_id","warehouse_id") WHERE "inventory_count_sessions"."status" in ('open', 'counting', 'closed');--> statement-breakpoint
CREATE INDEX "inventory_count_sessions_opened_at" ON "inventory_count_sessions" USING btree ("organization_id","opened_at","count_session_id");--> statement-breakpoint
CREATE INDEX "inventory_batches_expires_on" ON "inventory_batches" USING btree ("organization_id","expires_on");--> statement-breakpoint
CREATE INDEX "inventory_movements_created_at" ON "inventory_movements" USING btree ("organization_id","created_at","movement_id");--> statement-breakpoint
CREATE INDEX "inventory_stock_levels_of_product" ON "inventory_stock_levels" USING btree ("organization_id","product_id");--> statement-breakpoint
CREATE INDEX "notifications_created_at" ON "notifications" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "order_changes_refunds" ON "order_changes" USING btree ("organization_id","changed_at","order_id") WHERE "order_changes"."to" = 'refunded';--> statement-breakpoint
CREATE INDEX "orders_status" ON "orders" USING btree ("organization_id","status","number");--> statement-breakpoint
CREATE INDEX "orders_customer" ON "orders" USING btree ("organization_id","customer_id","number");--> statement-breakpoint
CREATE INDEX "orders_customer_user" ON "orders" USING btree ("organization_id","customer_user_id","number");--> statement-breakpoint
CREATE INDEX "connection_gateways_heard_at" ON "connection_gateways" USING btree ("heard_at");--> statement-breakpoint
CREATE INDEX "connections_open" ON "connections" USING btree ("organization_id","user_id") WHERE "connections"."closed_at" is null;--> statement-breakpoint
CREATE INDEX "connections_gateway" ON "connections" USING btree ("organization_id","gateway_id") WHERE "connections"."closed_at" is null;--> statement-breakpoint
CREATE INDEX "connections_closed_at" ON "connections" USING btree ("closed_at");--> statement-breakpoint
CREATE INDEX "visitor_sessions_expires_at" ON "visitor_sessions" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "reacted_facts_reacted_at" ON "reacted_facts" USING btree ("reacted_at");--> statement-breakpoint
ALTER TABLE "pos_sales" ADD CONSTRAINT "pos_sales_one_per_order" UNIQUE("organization_id","order_id");--> statement-breakpoint
ALTER TABLE "pos_workstations" ADD CONSTRAINT "pos_workstations_name" UNIQUE("organization_id","name");
