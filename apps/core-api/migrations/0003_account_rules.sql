CREATE FUNCTION "keep_account_entries"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'entries of accounts are neither changed nor deleted' USING ERRCODE = 'restrict_violation';
END
$$;--> statement-breakpoint
CREATE TRIGGER "customer_account_entries_stay" BEFORE UPDATE OR DELETE ON "customer_account_entries" FOR EACH ROW EXECUTE FUNCTION "keep_account_entries"();--> statement-breakpoint
CREATE TRIGGER "customer_account_entries_stay_all" BEFORE TRUNCATE ON "customer_account_entries" FOR EACH STATEMENT EXECUTE FUNCTION "keep_account_entries"();
