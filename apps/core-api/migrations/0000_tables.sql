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
CREATE TABLE "pos_products" (
	"organization_id" text NOT NULL,
	"product_id" uuid NOT NULL,
	"sku" text NOT NULL,
	"name" text NOT NULL,
	"unit_price" bigint NOT NULL,
	"tax_rate" integer NOT NULL,
	"available" integer NOT NULL,
	CONSTRAINT "pos_products_organization_id_product_id_pk" PRIMARY KEY("organization_id","product_id"),
	CONSTRAINT "pos_products_sku" UNIQUE("organization_id","sku")
);
--> statement-breakpoint
CREATE TABLE "pos_sales" (
	"organization_id" text NOT NULL,
	"sale_id" uuid NOT NULL,
	"pos_id" uuid NOT NULL,
	"cart_id" uuid NOT NULL,
	"receipt_number" integer NOT NULL,
	"completed_at" timestamp with time zone NOT NULL,
	"receipt" jsonb NOT NULL,
	CONSTRAINT "pos_sales_organization_id_sale_id_pk" PRIMARY KEY("organization_id","sale_id"),
	CONSTRAINT "pos_sales_one_per_cart" UNIQUE("organization_id","cart_id"),
	CONSTRAINT "pos_sales_receipt_number" UNIQUE("organization_id","pos_id","receipt_number")
);
--> statement-breakpoint
CREATE TABLE "pos_workstations" (
	"organization_id" text NOT NULL,
	"pos_id" uuid NOT NULL,
	"name" text NOT NULL,
	"last_receipt_number" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "pos_workstations_organization_id_pos_id_pk" PRIMARY KEY("organization_id","pos_id")
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
ALTER TABLE "refresh_tokens" ADD CONSTRAINT "refresh_tokens_session" FOREIGN KEY ("organization_id","session_id") REFERENCES "public"."sessions"("organization_id","session_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user" FOREIGN KEY ("organization_id","user_id") REFERENCES "public"."users"("organization_id","user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "users_organization" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("organization_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pos_carts" ADD CONSTRAINT "pos_carts_workstation" FOREIGN KEY ("organization_id","pos_id") REFERENCES "public"."pos_workstations"("organization_id","pos_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pos_sales" ADD CONSTRAINT "pos_sales_cart" FOREIGN KEY ("organization_id","cart_id") REFERENCES "public"."pos_carts"("organization_id","cart_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "refresh_tokens_session_id" ON "refresh_tokens" USING btree ("organization_id","session_id");--> statement-breakpoint
CREATE INDEX "sessions_user_id" ON "sessions" USING btree ("organization_id","user_id");--> statement-breakpoint
CREATE INDEX "pos_carts_open" ON "pos_carts" USING btree ("organization_id","pos_id") WHERE "pos_carts"."status" = 'open';--> statement-breakpoint
CREATE INDEX "pos_carts_opened_at" ON "pos_carts" USING btree ("organization_id","opened_at","cart_id");--> statement-breakpoint
CREATE INDEX "pos_sales_completed_at" ON "pos_sales" USING btree ("organization_id","completed_at","sale_id");--> statement-breakpoint
CREATE INDEX "audit_entries_newest" ON "audit_entries" USING btree ("organization_id","occurred_at","entry_id");--> statement-breakpoint
CREATE INDEX "audit_entries_of_user" ON "audit_entries" USING btree ("organization_id","user_id","occurred_at","entry_id");--> statement-breakpoint
CREATE INDEX "audit_entries_of_type" ON "audit_entries" USING btree ("organization_id","type","occurred_at","entry_id");--> statement-breakpoint
CREATE INDEX "audit_entries_recorded" ON "audit_entries" USING btree ("recorded_at");--> statement-breakpoint
CREATE INDEX "idempotency_keys_created_at" ON "idempotency_keys" USING btree ("created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "outbox_events_sequence" ON "outbox_events" USING btree ("organization_id","epoch","seq");--> statement-breakpoint
CREATE INDEX "outbox_events_unpublished" ON "outbox_events" USING btree ("position") WHERE "outbox_events"."published_at" is null;