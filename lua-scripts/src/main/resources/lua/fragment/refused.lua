--[[
fragment/refused   The reply for a command that failed: CORRUPT for a key that holds another type than it is to hold, otherwise the failure itself.
]]
local function refused(key, failure)
  if not string.find(failure.err, 'WRONGTYPE', 1, true) then return failure end
  return {'CORRUPT', key, 'holds a ' .. redis.call('TYPE', key).ok .. ', which this model never stores there'}
end
