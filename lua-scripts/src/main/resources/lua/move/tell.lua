--[[
move/tell   Tell what came of a rename over partitions, and remember it if it is named and nothing came of it before.
KEYS    1 target     hash    {ks}:e:<new id>
        2 outcome    string  {ks}:k:<write id, or token of the rename>:<new id>
ARGV    1 write_id   of the rename
        2 millis     how long the outcome is remembered
        3 result...  the reply that is remembered; none to ask only
REPLY   {"TOLD", reply...} | {"NONE"} | {"ARRIVING"} where something is kept for a rename of this write id
FLAGS   allow-oom
COST    O(1); writes 2
]]
local target, outcome, argv = KEYS[1], KEYS[2], ARGV
local write_id, millis, result = ARGV[1], ARGV[2], 3
local told = redis.call('GET', outcome)
if told then return {'TOLD', unpack(cmsgpack.unpack(told))} end
if #argv < result then return {'NONE'} end
if redis.call('HGET', target, '\0w') == write_id then return {'ARRIVING'} end
local reply = {unpack(argv, result)}
redis.call('SET', outcome, cmsgpack.pack(reply), 'PX', millis)
return {'TOLD', unpack(reply)}
