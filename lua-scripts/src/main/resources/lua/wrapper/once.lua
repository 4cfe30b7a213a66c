--[[
wrapper/once   Runs a script that writes once for each token, and repeats its first reply afterwards, a refusal too: what was answered stays true when a delayed copy of the call arrives.
Takes the last key, the token's, and the last argument, how many milliseconds it is kept, from those of the script.
]]
-- @include fragment/lasting
local token, kept = table.remove(KEYS), table.remove(ARGV)
local known = redis.call('GET', token)
if known then return cmsgpack.unpack(known) end
local function write()
-- @body
end
local reply = write()
if lasting(reply) then redis.pcall('SET', token, cmsgpack.pack(reply), 'PX', kept) end
return reply
