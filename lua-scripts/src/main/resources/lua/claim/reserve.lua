--[[
claim/reserve   Reserve a value for an entity, or tell who has it. A reservation of a token that the caller names is handed over.
KEYS    1 claims     hash    {ks}:c:<index>
ARGV    1 entry      of the value
        2 token      of the write; "" to look only
        3 id         of the entity
        4 from...    tokens of reservations that are handed over
REPLY   {"FREE"} | {"RESERVED"} | {"TAKEN", state, token, age, id} | {"CORRUPT", key, detail}
COST    O(1); writes 1
]]
-- @include fragment/read_hash
-- @include fragment/now_millis
local claims, argv, from = KEYS[1], ARGV, 4
local entry, token, id = ARGV[1], ARGV[2], ARGV[3]
local stored, refusal = read_hash(claims, entry)
if refusal then return refusal end
local now = now_millis()
if stored[1] then
  local state, holding, since, holder = string.match(stored[1], '^([PC]):([%w.]+):(%d+):(.*)$')
  if not state then return {'CORRUPT', claims, 'holds a claim of another form'} end
  if holding == token then return {'RESERVED'} end
  local handed = false
  for i = from, #argv do handed = handed or argv[i] == holding end
  if not handed then return {'TAKEN', state, holding, string.format('%.0f', now - tonumber(since)), holder} end
end
if token == '' then return {'FREE'} end
redis.call('HSET', claims, entry, 'P:' .. token .. ':' .. string.format('%.0f', now) .. ':' .. id)
return {'RESERVED'}
