--[[
wrapper/several   Runs a script that writes an entity for several entities of a partition, one after the other, as several calls would, each with a reply of its own; none of them twice.
What calls have in common is done once: fragments and constants, reading and writing the partition's meta hash, the doorbell.
Takes the keys that all writes share, in their order, before the entity of each; and the number of writes, then of each how many arguments it has, and these.
REPLY   {reply}... of each write; {"ERROR", failure} of one that failed
]]
-- @shared
local count, shared, meta, server, read_fields = tonumber(ARGV[1]), #KEYS - tonumber(ARGV[1]), KEYS[1], redis, read_hash
local known, no_meta, changed, rung
local function read_hash(key, ...)
  if key ~= meta then return read_fields(key, ...) end
  if not known and not no_meta then known, no_meta = read_fields(key, ...) end
  return known, no_meta
end
local redis = {error_reply = server.error_reply, call = function(command, key, ...)
  if command == 'PUBLISH' then rung = {key, ...} return end
  if key ~= meta then return server.call(command, key, ...) end
  local _, epoch, _, version, _, number = ...
  known, changed = {epoch, version, number}, true
end}
local function write(KEYS, ARGV)
-- @each
end
local replies, keys, at = {}, {}, 2
for i = 1, count do
  keys[1] = KEYS[shared + i]
  for k = 1, shared do keys[k + 1] = KEYS[k] end
  local n = tonumber(ARGV[at])
  local done, reply = pcall(write, keys, {unpack(ARGV, at + 1, at + n)})
  if not done or reply.err then reply = {'ERROR', type(reply) == 'table' and reply.err or tostring(reply)} end
  replies[i], at = reply, at + n + 1
end
if changed then server.call('HSET', meta, 'e', known[1], 'v', known[2], 'n', known[3]) end
if rung then server.call('PUBLISH', rung[1], rung[2]) end
return replies
