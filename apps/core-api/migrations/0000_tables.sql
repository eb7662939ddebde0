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
CREATE TABLE "devices" (
	"organization_id" text NOT NULL,
	"device_id" text NOT NULL,
	"first_seen_at" timestamp with time zone NOT NULL,
	"last_seen_at" timestamp with time zone NOT NULL,
	CONSTRAINT "devices_organization_id_device_id_pk" PRIMARY KEY("organization_id","device_id")
);
--> statement-breakpoint
CREATE TABLE "organizations" (
	"organization_id" text PRIMARY KEY NOT NULL,
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"currency" text NOT NULL,
	"time_zone" text NOT NULL,
	CONSTRAINT "organizations_slug" UNIQUE("slug")
);
--> statement-breakpoint
CREATE TABLE "refresh_tokens" (
	"organization_id" text NOT NULL,
	"token_hash" text NOT NULL,
	"session_id" uuid NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"replaced_at" timestamp with time zone,
	CONSTRAINT "refresh_tokens_organization_id_token_hash_pk" PRIMARY KEY("organization_id","token_hash")
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"organization_id" text NOT NULL,
	"session_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"device_id" text,
	"started_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	"end_reason" text,
	CONSTRAINT "sessions_organization_id_session_id_pk" PRIMARY KEY("organization_id","session_id")
);
--> statement-breakpoint
CREATE TABLE "users" (
	"organization_id" text NOT NULL,
	"user_id" uuid NOT NULL,
	"email" text NOT NULL,
	"display_name" text NOT NULL,
	"roles" text[] NOT NULL,
	"password_hash" text NOT NULL,
	"disabled_at" timestamp with time zone,
	CONSTRAINT "users_organization_id_user_id_pk" PRIMARY KEY("organization_id","user_id"),
	CONSTRAINT "users_email" UNIQUE("organization_id","email")
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
CREATE TABLE "pos_carts" (
	"organization_id" text NOT NULL,
	"cart_id" uuid NOT NULL,
	"pos_id" uuid NOT NULL,
	"status" text NOT NULL,
	"version" integer NOT NULL,
	"currency" char(3) NOT NULL,
	"lines" jsonb NOT NULL,
	"discounts" jsonb NOT NULL,
	"payments" jsonb NOT NULL,
	"opened_by" jsonb NOT NULL,
	"opened_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "pos_carts_organization_id_cart_id_pk" PRIMARY KEY("organization_id","cart_id")
);
--> statement-breakpoint
CREATE TABLE "pos_daily_totals" (
	"organization_id" text NOT NULL,
	"pos_id" uuid NOT NULL,
	"date" date NOT NULL,
	"currency" char(3) NOT NULL,
	"sales_count" integer NOT NULL,
	"total" bigint NOT NULL,
	"tax" bigint NOT NULL,
	"discount" bigint NOT NULL,
	"cash" bigint NOT NULL,
	"card" bigint NOT NULL,
	CONSTRAINT "pos_daily_totals_organization_id_date_pos_id_pk" PRIMARY KEY("organization_id","date","pos_id")
);
--> statement-breakpoint
CREATE TABLE "pos_sales" (
	"organization_id" text NOT NULL,
	"sale_id" uuid NOT NULL,
	"pos_id" uuid,
	"cart_id" uuid,
	"order_id" uuid,
	"receipt_number" integer NOT NULL,
	"completed_at" timestamp with time zone NOT NULL,
	"receipt" jsonb NOT NULL,
	CONSTRAINT "pos_sales_organization_id_sale_id_pk" PRIMARY KEY("organization_id","sale_id"),
	CONSTRAINT "pos_sales_one_per_cart" UNIQUE("organization_id","cart_id"),
	CONSTRAINT "pos_sales_one_per_order" UNIQUE("organization_id","order_id"),
	CONSTRAINT "pos_sales_receipt_number" UNIQUE("organization_id","pos_id","receipt_number")
);
--> statement-breakpoint
CREATE TABLE "pos_workstations" (
	"organization_id" text NOT NULL,
	"pos_id" uuid NOT NULL,
	"name" text NOT NULL,
	"warehouse_id" uuid NOT NULL,
	"last_receipt_number" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "pos_workstations_organization_id_pos_id_pk" PRIMARY KEY("organization_id","pos_id"),
	CONSTRAINT "pos_workstations_name" UNIQUE("organization_id","name")
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
CREATE TABLE "audit_entries" (
	"entry_id" uuid PRIMARY KEY NOT NULL,
	"organization_id" text,
	"type" text NOT NULL,
	"occurred_at" timestamp with time zone NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL,
	"user_id" text,
	"device_id" text,
	"address" text,
	"details" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "idempotency_keys" (
	"organization_id" text NOT NULL,
	"user_id" text NOT NULL,
	"key" text NOT NULL,
	"fingerprint" text NOT NULL,
	"answer" json,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "idempotency_keys_organization_id_user_id_key_pk" PRIMARY KEY("organization_id","user_id","key")
);
--> statement-breakpoint
CREATE TABLE "organization_heads" (
	"organization_id" text PRIMARY KEY NOT NULL,
	"epoch" text NOT NULL,
	"seq" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "outbox_events" (
	"position" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "outbox_events_position_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"id" uuid NOT NULL,
	"organization_id" text NOT NULL,
	"epoch" text NOT NULL,
	"seq" bigint NOT NULL,
	"name" text NOT NULL,
	"version" integer NOT NULL,
	"occurred_at" timestamp with time zone NOT NULL,
	"actor_user_id" text,
	"actor_device_id" text,
	"traceparent" text,
	"payload" jsonb NOT NULL,
	"published_at" timestamp with time zone
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
ALTER TABLE "chat_channel_members" ADD CONSTRAINT "chat_channel_members_channel" FOREIGN KEY ("organization_id","channel_id") REFERENCES "public"."chat_channels"("organization_id","channel_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chat_messages" ADD CONSTRAINT "chat_messages_conversation" FOREIGN KEY ("organization_id","kind","conversation_id") REFERENCES "public"."chat_conversations"("organization_id","kind","conversation_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "customer_account_entries" ADD CONSTRAINT "customer_account_entries_customer" FOREIGN KEY ("organization_id","customer_id") REFERENCES "public"."customers"("organization_id","customer_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refresh_tokens" ADD CONSTRAINT "refresh_tokens_session" FOREIGN KEY ("organization_id","session_id") REFERENCES "public"."sessions"("organization_id","session_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user" FOREIGN KEY ("organization_id","user_id") REFERENCES "public"."users"("organization_id","user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "users_organization" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("organization_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
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
ALTER TABLE "pos_carts" ADD CONSTRAINT "pos_carts_workstation" FOREIGN KEY ("organization_id","pos_id") REFERENCES "public"."pos_workstations"("organization_id","pos_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pos_sales" ADD CONSTRAINT "pos_sales_cart" FOREIGN KEY ("organization_id","cart_id") REFERENCES "public"."pos_carts"("organization_id","cart_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
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
CREATE INDEX "refresh_tokens_session_id" ON "refresh_tokens" USING btree ("organization_id","session_id");--> statement-breakpoint
CREATE INDEX "sessions_user_id" ON "sessions" USING btree ("organization_id","user_id");--> statement-breakpoint
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
CREATE INDEX "pos_carts_open" ON "pos_carts" USING btree ("organization_id","pos_id") WHERE "pos_carts"."status" = 'open';--> statement-breakpoint
CREATE INDEX "pos_carts_opened_at" ON "pos_carts" USING btree ("organization_id","opened_at","cart_id");--> statement-breakpoint
CREATE INDEX "pos_sales_completed_at" ON "pos_sales" USING btree ("organization_id","completed_at","sale_id");--> statement-breakpoint
CREATE INDEX "connection_gateways_heard_at" ON "connection_gateways" USING btree ("heard_at");--> statement-breakpoint
CREATE INDEX "connections_open" ON "connections" USING btree ("organization_id","user_id") WHERE "connections"."closed_at" is null;--> statement-breakpoint
CREATE INDEX "connections_gateway" ON "connections" USING btree ("organization_id","gateway_id") WHERE "connections"."closed_at" is null;--> statement-breakpoint
CREATE INDEX "connections_closed_at" ON "connections" USING btree ("closed_at");--> statement-breakpoint
CREATE INDEX "visitor_sessions_expires_at" ON "visitor_sessions" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "audit_entries_newest" ON "audit_entries" USING btree ("organization_id","occurred_at","entry_id");--> statement-breakpoint
CREATE INDEX "audit_entries_of_user" ON "audit_entries" USING btree ("organization_id","user_id","occurred_at","entry_id");--> statement-breakpoint
CREATE INDEX "audit_entries_of_type" ON "audit_entries" USING btree ("organization_id","type","occurred_at","entry_id");--> statement-breakpoint
CREATE INDEX "audit_entries_recorded" ON "audit_entries" USING btree ("recorded_at");--> statement-breakpoint
CREATE INDEX "idempotency_keys_created_at" ON "idempotency_keys" USING btree ("created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "outbox_events_sequence" ON "outbox_events" USING btree ("organization_id","epoch","seq");--> statement-breakpoint
CREATE INDEX "outbox_events_unpublished" ON "outbox_events" USING btree ("position") WHERE "outbox_events"."published_at" is null;--> statement-breakpoint
CREATE INDEX "reacted_facts_reacted_at" ON "reacted_facts" USING btree ("reacted_at");