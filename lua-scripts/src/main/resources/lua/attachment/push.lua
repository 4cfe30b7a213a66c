--[[
attachment/push   Add elements to a list of an entity that is stored, and remove the oldest ones beyond its length. The entity is not changed: no version, no event.
KEYS    1 entity     hash    {ks}:e:<id>
        2 meta       hash    {ks}:m
        3 list       stream  {ks}:q:<name>:<id>
ARGV    1 epoch      of the layout that the client works with
        2 most       elements that the list keeps
        3 element... the newest last
REPLY   {"PUSHED", length} | {"MISSING"} | {"EPOCH", actual} | {"CORRUPT", key, detail}
ERRORS  FW_ARGUMENT
COST    O(elements); writes 3
]]
-- @include fragment/read_hash
-- @include fragment/refused
-- @include fragment/no_owner
local entity, meta, list = KEYS[1], KEYS[2], KEYS[3]
local epoch, most, argv, elements = ARGV[1], ARGV[2], ARGV, 3

-- The idempotency token is wrapper/once.
if not tonumber(most) or #argv < elements then return redis.error_reply('FW_ARGUMENT no length or no element') end
local known, no_meta = read_hash(meta, 'e')
if no_meta then return no_meta end
if known[1] and known[1] ~= epoch then return {'EPOCH', known[1]} end
local nobody = no_owner(entity)
if nobody then return nobody end

for i = elements, #argv do
  local reply = redis.pcall('XADD', list, 'MAXLEN', '=', most, '*', 'e', argv[i])
  if type(reply) == 'table' and reply.err then return refused(list, reply) end -- the first or none
end
return {'PUSHED', string.format('%.0f', redis.call('XLEN', list))}
