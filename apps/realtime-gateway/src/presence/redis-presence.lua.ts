/*
 * Two sorted sets for each organization with the same members, `<user>|<device>|<gateway>`: `leases` by when they
 * expire, `index` by name, which finds the other leases of a device and lists users in order.
 */

/**
 * Takes, renews and gives up leases of one gateway, and removes those that have expired, in one step: whatever changed by
 * that is returned to this caller and to no other. An epoch that differs from the one the caller knew says that Redis lost
 * its memory: then leases taken anew are no news, and one that is given up was known to others although it is not there.
 */
export const UPDATE_LUA = `
local leases, index, epochKey = KEYS[1], KEYS[2], KEYS[3]
local gateway, leaseMs, known = ARGV[1], tonumber(ARGV[2]), ARGV[3]
local holds, renewals = tonumber(ARGV[5]), tonumber(ARGV[6])
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local connected, disconnected = {}, {}

local epoch = redis.call('GET', epochKey)
if not epoch then
  epoch = ARGV[4]
  redis.call('SET', epochKey, epoch)
end
local forgotten = known ~= '' and known ~= epoch

local function holders(device)
  return #redis.call('ZRANGEBYLEX', index, '[' .. device .. '|', '(' .. device .. '}', 'LIMIT', 0, 2)
end

local function take(device, news)
  local lease = device .. '|' .. gateway
  redis.call('ZADD', leases, now + leaseMs, lease)
  local added = redis.call('ZADD', index, 0, lease)
  if added == 1 and news and holders(device) == 1 then table.insert(connected, device) end
end

local function drop(device, lease, news)
  redis.call('ZREM', leases, lease)
  local removed = redis.call('ZREM', index, lease)
  if (removed == 1 or news) and holders(device) == 0 then table.insert(disconnected, device) end
end

for i = 7, 6 + holds do take(ARGV[i], true) end
for i = 7 + holds, 6 + holds + renewals do take(ARGV[i], not forgotten) end
for i = 7 + holds + renewals, #ARGV do drop(ARGV[i], ARGV[i] .. '|' .. gateway, forgotten) end
for _, lease in ipairs(redis.call('ZRANGEBYSCORE', leases, '-inf', now, 'LIMIT', 0, 1000)) do
  drop(string.match(lease, '^(.*)|'), lease, false)
end
for _, key in ipairs(KEYS) do redis.call('PEXPIRE', key, 2 * leaseMs) end
return { epoch, connected, disconnected }
`;

/** The devices with a lease that has not expired, in order, once each. */
export const LIST_LUA = `
local leases, index, from, count = KEYS[1], KEYS[2], ARGV[1], tonumber(ARGV[2])
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local devices, last, offset = {}, nil, 0
repeat
  local batch = redis.call('ZRANGEBYLEX', index, from, '+', 'LIMIT', offset, 500)
  for _, lease in ipairs(batch) do
    local device = string.match(lease, '^(.*)|')
    if device ~= last and tonumber(redis.call('ZSCORE', leases, lease)) > now then
      table.insert(devices, device)
      last = device
      if #devices == count then return devices end
    end
  end
  offset = offset + 500
until #batch < 500
return devices
`;
